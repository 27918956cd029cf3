import { Database } from '../../src/firestore/database';
import { stageMessage } from '../../src/pipeline/message';
import { RunState } from '../../src/pipeline/runState';
import { withTenantLease } from '../../src/pipeline/tenantLease';
import { DEFAULT_SETTINGS } from '../../src/platform/settings';
import { TestClock } from '../support/clock';
import { startTestFirestore, type TestFirestore } from '../support/firestore';

let server: TestFirestore;
let tenants = 0;
beforeAll(async () => {
  server = await startTestFirestore();
});
afterAll(async () => server.stop());

function open() {
  const orgId = `org${(tenants += 1)}`;
  const clock = new TestClock();
  const database = new Database(server.firestore);
  const settings = DEFAULT_SETTINGS;
  const state = new RunState({ database, clock, settings });
  return {
    clock,
    database,
    hold: <T>(work: Parameters<typeof withTenantLease<T>>[4]) =>
      withTenantLease({ clock, settings }, database, orgId, 'work', work),
    begin: async (runId: string) => state.begin(stageMessage.parse({ orgId }), runId, 'customers'),
    status: async () => (await server.firestore.doc(`tenants/${orgId}/sync_status/pos`).get()).data(),
  };
}

describe('work that holds a tenant’s lease', () => {
  it('keeps runs out until it is done, and leaves the status as it was', async () => {
    const tenant = open();
    const first = await tenant.begin('r1');
    expect('run' in first).toBe(true);
    await expect(tenant.hold(async () => Promise.resolve())).rejects.toThrow(/under way/);
    tenant.clock.advance(DEFAULT_SETTINGS.leaseMilliseconds + 1);
    const result = await tenant.hold(async ({ id }) => {
      expect(id).toMatch(/^20261120T\d{9}Z-work-/);
      expect(await tenant.begin('r2')).toEqual({ ignored: 'lease_held' });
      await expect(tenant.hold(async () => Promise.resolve())).rejects.toThrow(/under way/);
      return 'done';
    });
    expect(result).toBe('done');
    expect(await tenant.status()).toMatchObject({ state: 'failed', lease: null, run: null });
    expect('run' in (await tenant.begin('r3'))).toBe(true);
  });

  it('gives the lease back when it fails', async () => {
    const tenant = open();
    await expect(tenant.hold(async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect('run' in (await tenant.begin('r1'))).toBe(true);
  });

  it('of a tenant that never synced leaves a status that says so', async () => {
    const tenant = open();
    await tenant.hold(async () => Promise.resolve());
    expect(await tenant.status()).toMatchObject({
      state: 'idle',
      lastSyncAt: null,
      lastRunId: null,
      lease: null,
    });
  });

  it('that has lost the lease writes nothing more, and takes it from nobody', async () => {
    const tenant = open();
    await tenant.hold(async ({ fence }) => {
      tenant.clock.advance(121_000);
      await tenant.begin('r1');
      await expect(tenant.database.transaction(fence)).rejects.toThrow(/under way/);
    });
    expect(await tenant.status()).toMatchObject({ state: 'running', lease: { runId: 'r1' } });
  });
});
