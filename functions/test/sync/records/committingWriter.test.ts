import { Database } from '../../../src/platform/firestore/database';
import { DEFAULT_LIMITS } from '../../../src/platform/limits';
import { CommittingQuarantine } from '../../../src/sync/records/committingQuarantine';
import { CommittingWriter } from '../../../src/sync/records/committingWriter';
import { acceptRow } from '../../../src/sync/records/acceptRow';
import { Tally } from '../../../src/sync/stages/tally';
import { openWriter } from '../../packedIndex/openIndex';
import { startTestFirestore, type TestFirestore } from '../../support/firestore';

const HOUR = 3_600_000;
const START = new Date('2026-11-20T15:00:00Z');

let server: TestFirestore;
let tenants = 0;
beforeAll(async () => {
  server = await startTestFirestore();
});
afterAll(async () => server.stop());

/** A run's writer to the items of a tenant. */
async function open(orgId = `org${(tenants += 1)}`, now = START) {
  const database = new Database(server.firestore);
  const tally = new Tally();
  const limits = DEFAULT_LIMITS;
  const runId = `run-${now.getTime()}`;
  const { index, writer: changes } = openWriter(database, orgId, limits, { runId });
  await index.loadAll();
  const keeping = { database, orgId, runId, now, tally, limits: limits.quarantine };
  const quarantine = new CommittingQuarantine(index, keeping);
  const writer = new CommittingWriter(index, quarantine, changes, tally, now, limits.document);
  const at = (path: string) => server.firestore.doc(`tenants/${orgId}/${path}`);
  return {
    orgId,
    writer,
    tally,
    reference: (key: string) => at(`items/${key}`),
    put: (key: string, fields: object) =>
      writer.put(key, (hash) => ({ hash }), { kind: 'whole', reference: at(`items/${key}`), fields }),
    item: async (key: string) => (await at(`items/${key}`).get()).data(),
    quarantined: async (key: string) => (await at(`sync_quarantine/items_${key}`).get()).data(),
  };
}

describe('records', () => {
  it('are written when they are new or differ, and only then', async () => {
    const first = await open();
    expect(first.put('1', { name: 'Oil' })).toBeNull();
    first.put('2', { name: 'Tea' });
    await first.writer.flush();
    expect(first.writer.effects).toEqual({ added: 2, updated: 0, deleted: 0 });

    const later = await open(first.orgId, new Date(START.getTime() + HOUR));
    later.put('1', { name: 'Oil' });
    later.put('2', { name: 'Green tea' });
    await later.writer.flush();
    expect(later.writer.effects).toEqual({ added: 0, updated: 1, deleted: 0 });
    expect(later.tally.unchanged).toBe(1);
    expect((await later.item('1'))?.['updatedAt'].toDate()).toEqual(START);
    expect(await later.item('2')).toMatchObject({ name: 'Green tea' });
  });

  it('of one key count as the last one says, also where that is what is stored', async () => {
    const first = await open();
    first.put('1', { name: 'Oil' });
    await first.writer.flush();
    const later = await open(first.orgId);
    later.put('1', { name: 'Tea' });
    later.put('1', { name: 'Oil' });
    later.put('2', { name: 'Tea' });
    later.put('2', { name: 'Jam' });
    await later.writer.flush();
    expect(later.writer.effects).toEqual({ added: 1, updated: 0, deleted: 0 });
    expect([await later.item('1'), await later.item('2')]).toMatchObject([{ name: 'Oil' }, { name: 'Jam' }]);
  });

  it('that Firestore would refuse stay as they were, and say why', async () => {
    const tenant = await open();
    expect(tenant.put('1', { name: [['nested']] })).toBe('contains a list inside a list');
    await tenant.writer.flush();
    expect(await tenant.item('1')).toBeUndefined();
    expect(tenant.writer.index.entry('1')).toBeUndefined();
  });

  it('leave the fields of others alone, and what a document starts with to its first write', async () => {
    const first = await open();
    const put = ({ writer, reference }: typeof first, name: string) =>
      writer.put('1', (hash) => ({ hash }), {
        kind: 'shared',
        reference: reference('1'),
        fields: { name },
        initial: { tags: [] },
      });
    put(first, 'Oil');
    await first.writer.flush();
    expect(await first.item('1')).toMatchObject({ name: 'Oil', tags: [] });
    await first.reference('1').update({ tags: ['staff'] });
    const later = await open(first.orgId);
    put(later, 'Tea');
    await later.writer.flush();
    expect(await later.item('1')).toMatchObject({ name: 'Tea', tags: ['staff'] });
  });
});

describe('rows in quarantine', () => {
  const row = { posId: '7', record: { name: 'Oil' }, payload: { name: 'Oil', thc: 'much' } };
  const issues = [{ path: 'thc', message: 'is no number' }];

  it('are used as far as they can be, kept with what is wrong, and let go once they are in order', async () => {
    const first = await open();
    const use = () => first.put('7', { name: 'Oil' });
    acceptRow(first.writer, { ...row, issues }, use);
    await first.writer.flush();
    expect(await first.item('7')).toMatchObject({ name: 'Oil' });
    expect(await first.quarantined('7')).toMatchObject({ issues, payload: row.payload, count: 1 });
    expect(first.tally.quarantined).toBe(1);

    const later = await open(first.orgId);
    acceptRow(later.writer, { ...row, issues: [] }, () => null);
    await later.writer.flush();
    expect(await later.quarantined('7')).toBeUndefined();
    expect(later.writer.index.quarantined('7')).toBeUndefined();
    expect(later.tally.quarantined).toBe(0);
  });

  it('are those whose record can’t be stored as well', async () => {
    const tenant = await open();
    acceptRow(tenant.writer, { ...row, issues: [] }, () => 'is too large');
    await tenant.writer.flush();
    expect(await tenant.quarantined('7')).toMatchObject({ issues: [{ path: '', message: 'is too large' }] });
  });

  it('that stay as they are are counted in each run, and written once a day', async () => {
    const { orgId, writer } = await open();
    writer.quarantine.keep({ ...row, issues }, issues);
    await writer.flush();
    for (const [hours, count] of [
      [23, 1],
      [24, 2],
    ] as const) {
      const later = await open(orgId, new Date(START.getTime() + hours * HOUR));
      later.writer.quarantine.keep({ ...row, issues }, issues);
      await later.writer.flush();
      expect(later.tally.quarantined).toBe(1);
      const kept = await later.quarantined('7');
      expect(kept).toMatchObject({ count });
      expect(kept?.['firstSeenAt'].toDate()).toEqual(START);
    }
  });

  it('are kept without what was received where that may not be kept', async () => {
    const tenant = await open();
    acceptRow(tenant.writer, { ...row, issues }, () => null, null);
    await tenant.writer.flush();
    expect(await tenant.quarantined('7')).toMatchObject({ issues, payload: null });
  });
});
