import { Database } from '../../src/platform/firestore/database';
import { checkFreshnessOfTenants } from '../../src/upkeep/freshness';
import { PipelineHarness } from '../support/pipeline';

const HOUR = 3_600_000;
let harness: PipelineHarness;

beforeEach(async () => {
  harness = await PipelineHarness.start([{}, {}]);
});
afterEach(() => harness.stop());

const check = () => checkFreshnessOfTenants(harness.context, harness.clock.now());
const linesOf = (message: string) =>
  harness.lines.filter((line) => line.message === message).map(({ level, fields }) => ({ level, ...fields }));

/** Makes a tenant's last success `hours` old. */
const succeeded = (orgId: string, hours: number) =>
  harness.server.firestore
    .doc(`tenants/${orgId}/sync_status/pos`)
    .set({ lastSyncAt: new Date(harness.clock.now().getTime() - hours * HOUR) });

describe('checkFreshnessOfTenants', () => {
  it('reports the tenants whose last success is too old, and no others', async () => {
    await succeeded('org1', 2.5);
    await succeeded('org2', 1.9);
    expect(await check()).toEqual({ tenants: 2, stale: 1 });
    expect(linesOf('tenant is stale')).toEqual([
      { level: 'error', orgId: 'org1', lastSyncAt: '2026-11-20T12:30:00.000Z', ageHours: 2.5 },
    ]);
  });

  it('goes by its setting', async () => {
    harness.settings = { ...harness.settings, staleAfterMilliseconds: HOUR };
    await succeeded('org1', 1);
    await succeeded('org2', 1.01);
    await check();
    expect(linesOf('tenant is stale')).toEqual([expect.objectContaining({ orgId: 'org2' })]);
  });

  it('counts from its creation for a tenant that never succeeded', async () => {
    // The server's clock is the system's: the tenants were created just now.
    const created = Date.now();
    const after = (hours: number) =>
      checkFreshnessOfTenants(harness.context, new Date(created + hours * HOUR));
    expect(await after(1)).toEqual({ tenants: 2, stale: 0 });
    expect(await after(3)).toEqual({ tenants: 2, stale: 2 });
    expect(linesOf('tenant is stale')[0]).toMatchObject({ lastSyncAt: null });
  });

  it('leaves paused tenants alone', async () => {
    await succeeded('org1', 100);
    await succeeded('org2', 1);
    await harness.server.firestore.doc('tenants/org1').update({ 'pos.status': 'paused' });
    expect(await check()).toEqual({ tenants: 1, stale: 0 });
  });

  it('reports what is new in quarantine and among the dead letters', async () => {
    await succeeded('org1', 1);
    await succeeded('org2', 1);
    const at = (hours: number) => new Date(harness.clock.now().getTime() - hours * HOUR);
    const { firestore } = harness.server;
    await firestore.doc('tenants/org2/sync_quarantine/orders_1').set({ firstSeenAt: at(0.5) });
    await firestore.doc('tenants/org2/sync_quarantine/orders_2').set({ firstSeenAt: at(1.5) });
    await firestore.doc('dead_letters/new').set({ firstFailedAt: at(0.2), state: 'open' });
    await firestore.doc('dead_letters/old').set({ firstFailedAt: at(5), state: 'open' });
    await firestore.doc('dead_letters/done').set({ firstFailedAt: at(5), state: 'replayed' });
    await check();
    expect(linesOf('quarantine grew')).toEqual([{ level: 'warn', orgId: 'org2', added: 1 }]);
    expect(linesOf('dead letters grew')).toEqual([{ level: 'error', added: 1, open: 2 }]);
  });

  it('makes all other checks where some fail, says why, and asks to be run again', async () => {
    await succeeded('org1', 5);
    await succeeded('org2', 5);
    const soon = new Date(harness.clock.now().getTime() - 0.2 * HOUR);
    await harness.server.firestore.doc('dead_letters/new').set({ firstFailedAt: soon, state: 'open' });
    const get = jest.spyOn(Database.prototype, 'get');
    const unavailable = Object.assign(new Error('gone'), { code: 14 });
    get.mockRejectedValueOnce(unavailable);
    await expect(check()).rejects.toMatchObject({
      code: 'freshness_incomplete',
      cause: { code: 'google_unavailable', cause: unavailable },
    });
    get.mockRestore();
    expect(linesOf('tenant is stale')).toEqual([expect.objectContaining({ orgId: 'org2' })]);
    expect(linesOf('dead letters grew')).toEqual([{ level: 'error', added: 1, open: 1 }]);
    expect(linesOf('freshness not checked')).toEqual([
      {
        ...{ level: 'warn', checks: 1 },
        error: expect.objectContaining({
          code: 'google_unavailable',
          origin: expect.arrayContaining(['Error (14)']),
        }),
      },
    ]);
    expect(linesOf('freshness checked')).toEqual([]);
  });

  it('says nothing but that it checked where all is well', async () => {
    await succeeded('org1', 1);
    await succeeded('org2', 1);
    await check();
    expect(harness.lines.map(({ message }) => message)).toEqual(['freshness checked']);
  });

  it('reads three documents a tenant and one more', async () => {
    await succeeded('org1', 1);
    await succeeded('org2', 1);
    const before = harness.server.stats().reads;
    await check();
    expect(harness.server.stats().reads - before).toBeLessThanOrEqual(7);
  });
});
