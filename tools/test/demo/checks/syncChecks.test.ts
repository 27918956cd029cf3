import { Checklist } from '../../../demo/checks/checklist';
import type { TickFigures } from '../../../demo/observations/figures';
import { ODDITIES } from '../../../demo/oracle/oddities';
import type { Stored } from '../../../demo/observations/stored';
import { checkNothingWritten, checkStored, checkTick } from '../../../demo/checks/syncChecks';
import type { Tick } from '../../../demo/observations/tick';

const SEGMENTS = { vip: 0, loyal: 1, returning: 2, new: 10, at_risk: 0, churned: 0 };

function tickWith(changes: Partial<Tick> = {}): Tick {
  return {
    at: new Date('2026-11-20T20:00:00Z'),
    seconds: 1,
    changes: [],
    dataWrites: 0,
    triggerEvents: 0,
    server: { reads: 1, writes: 0, deletes: 0 },
    runs: new Map([
      [
        'a',
        {
          runId: '1',
          seconds: 1,
          billed: { reads: 0, writes: 0, deletes: 0 },
          customersSynced: 0,
          recorded: { customers: 13, orders: 30, products: 19, segments: SEGMENTS },
        },
      ],
    ]),
    faults: [],
    ...changes,
  };
}

function figuresWith(changes: Partial<TickFigures> = {}): TickFigures {
  const tenant = {
    ...{ orgId: 'a', customers: 0, orders: 0, spendingDocuments: 0, products: 0, quarantined: 0 },
    ...{ segments: {}, reads: 0, writes: 0, deletes: 0, dollars: 0, seconds: 0, dataWrites: 0 },
  };
  return { name: 'sync', tenants: [tenant], triggerEvents: 0, dataWrites: 0, seconds: 0, ...changes };
}

function failing(check: (checklist: Checklist) => void): string[] {
  const checklist = new Checklist();
  check(checklist);
  expect(checklist.checks.length).toBeGreaterThan(0);
  return checklist.checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

describe('checkTick', () => {
  it('holds where nothing was written and the query for tenants was billed', () => {
    expect(failing((checklist) => checkTick(checklist, tickWith(), figuresWith()))).toEqual([]);
  });

  it('skips what only a bill can tell where none is counted', () => {
    const checklist = new Checklist();
    checkTick(checklist, tickWith({ server: null }), figuresWith());
    expect(checklist.ok).toBe(true);
    expect(checklist.skipped.map(({ name }) => name)).toEqual([
      'sync: every write the server billed changed a document',
      "sync: the runs' own meters add up to what the server billed",
    ]);
  });

  it('finds writes without a change, reads nobody claims, and stray documents', () => {
    const tick = tickWith({
      server: { reads: 5, writes: 1, deletes: 0 },
      changes: [{ kind: 'added', path: 'tenants/a/ghosts/1', orgId: 'a', collection: 'ghosts' }],
      triggerEvents: 3,
    });
    expect(failing((checklist) => checkTick(checklist, tick, figuresWith()))).toEqual([
      'sync: nothing is written outside the documented collections',
      'sync: every write the server billed changed a document',
      "sync: the runs' own meters add up to what the server billed",
      'sync: one trigger event for each changed spending document',
    ]);
  });
});

describe('checkStored', () => {
  const toldSegments = new Map<string, string>([
    ...Object.entries({ 42: 'returning', 43: 'returning', 68: 'loyal' }),
    // Was something else, and is new again.
    ['61', 'new'],
  ]);
  const stored = (changes: Partial<Stored> = {}): Stored => ({
    ...ODDITIES,
    quarantined: [],
    toldSegments,
    ...changes,
  });
  const check = (own: Stored, tick = tickWith()) =>
    failing((checklist) => checkStored(checklist, 'sync', tick, 'a', own, ODDITIES));

  it('holds where everything is as expected', () => {
    expect(check(stored())).toEqual([]);
  });

  it('finds a cent, a segment, an order and a product', () => {
    expect(check(stored({ orders: { count: 30, cents: 1_609_71 } }))).toEqual([
      'sync, a: cents of all orders',
    ]);
    expect(check(stored({ orders: { count: 29, cents: 1_609_70 } }))).toEqual([
      'sync, a: number of orders',
      'sync, a: sync_status counts what is stored',
    ]);
    const moved = new Map(ODDITIES.customers).set('42', { segment: 'loyal', orderCount: 4, cents: 50_00 });
    expect(check(stored({ customers: moved }))).toEqual([
      'sync, a: segment and spending of every customer',
      'sync, a: segment histogram',
      'sync, a: sync_status counts what is stored',
    ]);
    const spent = new Map(ODDITIES.spending).set('cid_42', { orderCount: 4, cents: 50_01 });
    expect(check(stored({ spending: spent }))).toEqual([
      'sync, a: every spending document',
      'sync, a: cents of all spending',
    ]);
  });

  it('finds a change of a segment that was not told, one told of nobody, and one that leads elsewhere', () => {
    const untold = new Map(toldSegments);
    untold.delete('68');
    for (const told of [
      untold,
      new Map(toldSegments).set('51', 'vip'),
      new Map(toldSegments).set('68', 'from new to loyal after vip'),
    ])
      expect(check(stored({ toldSegments: told }))).toEqual([
        'sync, a: the changes of segments lead to the segment of every customer',
      ]);
  });

  it('finds a tenant whose run is not known', () => {
    expect(check(stored(), tickWith({ runs: new Map() }))).toEqual([
      'sync, a: sync_status counts what is stored',
    ]);
  });
});

describe('checkNothingWritten', () => {
  it('finds one write and one event', () => {
    const figures = figuresWith({ dataWrites: 1, triggerEvents: 1 });
    expect(failing((checklist) => checkNothingWritten(checklist, figures))).toEqual([
      'sync: 0 data writes',
      'sync: 0 trigger events',
    ]);
  });
});
