import type { z } from 'zod';
import { buildRoster } from '../../../../../tools/pos/worlds/builders';
import { World } from '../../../../../tools/pos/world';
import { listSyncRuns } from '../../../../src/api/sync/runs/listSyncRuns';
import type { Answer } from '../../../support/callables';
import {
  CallableHarness,
  CALLABLES_NOW,
  manager,
  operator,
  owner,
  staff,
  type Token,
} from '../../../support/callables';

const roster = () =>
  buildRoster({ seed: 31, customers: 20, ordersPerCustomer: 2, items: 25, now: CALLABLES_NOW });

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start([roster(), roster(), new World(), new World(), roster()]);
});
afterAll(() => harness.stop());

const runIdOf = ({ result }: Answer): string => String(result?.['runId']);
const list = (orgId: string, data: object = {}, token: Token = staff(orgId)) =>
  harness.result(listSyncRuns, data, token);

/** Writes a status that says that a run holds the lease until then. */
const lend = (orgId: string, minutes: number) =>
  harness.firestore.doc(`tenants/${orgId}/sync_status/pos`).set(
    {
      lease: {
        runId: 'other',
        step: 1,
        attempt: 1,
        expiresAt: new Date(harness.suite.clock.now().getTime() + minutes * 60_000),
      },
    },
    { merge: true },
  );

describe('requestSync', () => {
  it('starts a run that can be followed by its id', async () => {
    const answer = await harness.call('requestSync', {}, manager('org1'));
    const runId = runIdOf(answer);
    expect(runId).toMatch(/^20261120T1500\d{5}Z-manual-[0-9a-f]{8}$/);
    await harness.suite.idle();
    expect(await harness.call('getSyncStatus', {}, staff('org1'))).toMatchObject({
      result: { status: { state: 'succeeded', lastRunId: runId, customerCount: 20 } },
    });
    const { runs } = await list('org1');
    expect(runs).toEqual([
      expect.objectContaining({
        runId,
        trigger: 'manual',
        mode: 'incremental',
        dryRun: false,
        scope: null,
        state: 'succeeded',
        error: null,
        stages: expect.objectContaining({
          customers: expect.objectContaining({ added: 20, skipped: [] }),
        }),
        billed: {
          reads: expect.any(Number),
          writes: expect.any(Number),
          deletes: 0,
          usd: expect.any(Number),
        },
      }),
    ]);
  });

  it('takes a mode and a dry run, and tells what it would do', async () => {
    await harness.call('requestSync', { mode: 'full', dryRun: true, orgId: 'org2' }, operator);
    await harness.suite.idle();
    const { runs } = await list('org2');
    expect(runs).toEqual([
      expect.objectContaining({
        mode: 'full',
        dryRun: true,
        stages: expect.objectContaining({ orders: expect.objectContaining({ added: expect.any(Number) }) }),
      }),
    ]);
    expect((await harness.firestore.collection('tenants/org2/customers').get()).size).toBe(0);
  });

  it('lets only an owner or an operator force the menu', async () => {
    await harness.sync('org5');
    const inventory = harness.worlds['org5']?.inventory;
    const ids = [...new Set(inventory?.rows.map((row) => Number(row['id_item'])))];
    for (const id of ids.slice(0, 20)) inventory?.remove(id);
    await harness.sync('org5');
    const items = () => harness.firestore.collection('tenants/org5/publicViews/products/items').count().get();
    expect((await items()).data().count).toBe(25);

    expect(await harness.call('requestSync', { forceMenu: true }, manager('org5'))).toMatchObject({
      status: 403,
      error: { status: 'PERMISSION_DENIED', details: { code: 'force_not_allowed' } },
    });
    expect(await harness.call('requestSync', { forceFields: true }, manager('org5'))).toMatchObject({
      error: { details: { code: 'force_not_allowed' } },
    });
    expect(await harness.call('requestSync', { forceMenu: true }, owner('org5'))).toMatchObject({
      status: 200,
    });
    await harness.suite.idle();
    expect((await items()).data().count).toBe(5);
  });

  it('refuses while the tenant is paused, and while a run is under way', async () => {
    await harness.call('pauseSync', {}, manager('org3'));
    expect(await harness.call('requestSync', {}, manager('org3'))).toMatchObject({
      status: 400,
      error: { status: 'FAILED_PRECONDITION', details: { code: 'tenant_paused' } },
    });
    await harness.call('resumeSync', {}, manager('org3'));
    await lend('org3', 5);
    for (const [name, data] of [
      ['requestSync', {}],
      ['requestBackfill', { from: '2026-01-01', to: '2026-02-01' }],
    ] as const)
      expect(await harness.call(name, data, owner('org3'))).toMatchObject({
        error: { status: 'FAILED_PRECONDITION', details: { code: 'sync_under_way' } },
      });
    // One that died keeps nobody out.
    await lend('org3', -1);
    expect(await harness.call('requestSync', {}, manager('org3'))).toMatchObject({ status: 200 });
    await harness.suite.idle();
    expect(await harness.call('requestSync', { orgId: 'nobody' }, operator)).toMatchObject({
      status: 404,
      error: { details: { code: 'unknown_tenant' } },
    });
  });

  it.each(['requestSync', 'requestBackfill', 'resyncCustomer'])('%s is not for staff', async (name) => {
    expect(await harness.call(name, {}, staff('org1'))).toMatchObject({ status: 403 });
  });
});

describe('requestBackfill', () => {
  it('starts a run over the window, for an owner', async () => {
    const window = { from: '2026-01-01', to: '2026-06-30' };
    expect(await harness.call('requestBackfill', window, manager('org1'))).toMatchObject({ status: 403 });
    const before = await harness.document('tenants/org1/sync_status/pos');
    const runId = runIdOf(await harness.call('requestBackfill', window, owner('org1')));
    await harness.suite.idle();
    expect((await list('org1')).runs[0]).toMatchObject({
      runId,
      trigger: 'backfill',
      state: 'succeeded',
      scope: { kind: 'window', posCustomerId: null },
      window,
    });
    const after = await harness.document('tenants/org1/sync_status/pos');
    expect(after?.['lastSyncAt']).toEqual(before?.['lastSyncAt']);
  });

  it.each([
    ['window_reversed', { from: '2026-02-01', to: '2026-01-31' }],
    ['window_in_future', { from: '2026-02-01', to: '2026-11-21' }],
    ['window_before_history', { from: '2019-12-31', to: '2026-01-01' }],
    ['bad_input', { from: '2026-02-30', to: '2026-03-01' }],
  ])('answers %s for %j', async (code, window) => {
    await harness.firestore.doc('tenants/org4').update({ 'pos.historyStart': '2020-01-01' });
    expect(await harness.call('requestBackfill', window, owner('org4'))).toMatchObject({
      status: 400,
      error: { status: 'INVALID_ARGUMENT', details: { code } },
    });
  });
});

describe('resyncCustomer', () => {
  it('repairs one customer', async () => {
    const path = 'tenants/org1/customers/alleaves_';
    const [id = ''] = (await harness.firestore.collection('tenants/org1/customers').get()).docs.map(
      (snapshot) => snapshot.id.replace('alleaves_', ''),
    );
    const before = await harness.document(`${path}${id}`);
    await harness.firestore.doc(`${path}${id}`).update({ firstName: 'Edited' });
    await harness.call('resyncCustomer', { customerId: `alleaves_${id}` }, manager('org1'));
    await harness.suite.idle();
    expect(await harness.document(`${path}${id}`)).toMatchObject({ firstName: before?.['firstName'] });
    expect((await list('org1')).runs[0]).toMatchObject({
      trigger: 'manual',
      scope: { kind: 'customer', posCustomerId: id },
      stages: { customers: { updated: 1 } },
    });
  });

  it('says so where there is none, or none at the POS', async () => {
    expect(
      await harness.call('resyncCustomer', { customerId: 'alleaves_404' }, manager('org1')),
    ).toMatchObject({
      status: 404,
      error: { details: { code: 'unknown_customer' } },
    });
    await harness.firestore.doc('tenants/org1/customers/walkin').set({ source: 'manual' });
    expect(await harness.call('resyncCustomer', { customerId: 'walkin' }, manager('org1'))).toMatchObject({
      status: 400,
      error: { status: 'FAILED_PRECONDITION', details: { code: 'manual_customer' } },
    });
  });
});

describe('listSyncRuns', () => {
  const write = async (orgId: string, count: number) => {
    const batch = harness.firestore.batch();
    for (let number = 0; number < count; number += 1) {
      // Two of each moment, and one of an older release, without a scope.
      const startedAt = new Date(CALLABLES_NOW.getTime() + Math.floor(number / 2) * 60_000);
      const runId = `run-${String(number).padStart(3, '0')}`;
      const reads = { reads: 1, writes: 1, deletes: 0, usd: 0 };
      batch.set(harness.firestore.doc(`tenants/${orgId}/sync_runs/${runId}`), {
        ...{
          runId,
          trigger: 'schedule',
          mode: 'incremental',
          dryRun: false,
          state: 'failed',
          stage: 'orders',
        },
        ...{ startedAt, finishedAt: startedAt, window: null, billed: reads, expireAt: startedAt },
        error: { code: 'menu_brake', message: 'Force it.', stage: 'products', at: startedAt },
        stages: {
          orders: {
            ...{ added: 1, updated: 0, unchanged: 0, deleted: 0, quarantined: 0, pages: 1, durationMs: 5 },
            skipped: { no_match: 3 },
          },
        },
      });
    }
    await batch.commit();
  };

  it('gives all runs once, newest first, in pages of up to 50', async () => {
    await write('org4', 105);
    const runs: z.output<typeof listSyncRuns.output>['runs'] = [];
    const lengths: number[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await list('org4', { limit: 50, ...(cursor && { cursor }) });
      runs.push(...page.runs);
      lengths.push(page.runs.length);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(lengths).toEqual([50, 50, 5]);
    expect(runs.map(({ runId }) => runId)).toEqual(
      Array.from({ length: 105 }, (_, number) => `run-${String(104 - number).padStart(3, '0')}`),
    );
    expect(runs[0]).toMatchObject({
      scope: null,
      error: { code: 'menu_brake', at: runs[0]?.startedAt },
      stages: { orders: { skipped: [{ reason: 'no_match', count: 3 }] } },
    });
  });

  it('reads one document more than it gives', async () => {
    const before = harness.stats().reads;
    expect((await list('org4', { limit: 7 })).runs).toHaveLength(7);
    expect(harness.stats().reads - before).toBe(8);
  });

  it('refuses more than 50, and a cursor of another query', async () => {
    expect(await harness.call('listSyncRuns', { limit: 51 }, staff('org4'))).toMatchObject({ status: 400 });
    expect(await harness.call('listSyncRuns', { cursor: 'abc' }, staff('org4'))).toMatchObject({
      error: { details: { code: 'bad_cursor' } },
    });
  });
});
