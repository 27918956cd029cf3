import { withTenantLease } from '../../../../src/sync/run/state/tenantLease';
import { DEFAULT_SETTINGS } from '../../../../src/platform/settings';
import { startTestFirestore, type TestFirestore } from '../../../support/firestore';
import { openTenant } from './tenant';

let server: TestFirestore;
beforeAll(async () => {
  server = await startTestFirestore();
});
afterAll(async () => server.stop());

function open() {
  const tenant = openTenant(server);
  const { database, clock, settings, orgId } = tenant;
  const warnings: string[] = [];
  const ignore = () => undefined;
  const warn = (message: string) => void warnings.push(message);
  const log = { debug: ignore, info: ignore, warn, error: ignore };
  return {
    ...tenant,
    warnings,
    hold: <T>(work: Parameters<typeof withTenantLease<T>>[4]) =>
      withTenantLease({ clock, settings, log }, database, orgId, 'work', work),
    begin: async (runId: string) => tenant.begin(runId, 0),
  };
}

describe('work that holds a tenant’s lease', () => {
  it('keeps runs out until it is done, and leaves the status as it was', async () => {
    const tenant = open();
    const first = await tenant.begin('r1');
    expect('run' in first).toBe(true);
    await expect(tenant.hold(async () => Promise.resolve())).rejects.toThrow(/in progress/);
    tenant.clock.advance(DEFAULT_SETTINGS.leaseMilliseconds + 1);
    const result = await tenant.hold(async ({ id }) => {
      expect(id).toMatch(/^20261120T\d{9}Z-work-/);
      expect(await tenant.begin('r2')).toEqual({ ignored: 'lease_held' });
      await expect(tenant.hold(async () => Promise.resolve())).rejects.toThrow(/in progress/);
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

  it('is heard of as it went also if giving the lease back fails, which then expires by itself', async () => {
    for (const work of [() => Promise.resolve('done'), () => Promise.reject(new Error('what went wrong'))]) {
      const tenant = open();
      const outage = jest.spyOn(tenant.database, 'transaction');
      const held = tenant.hold(() => {
        outage.mockRejectedValueOnce(new Error('Firestore is down'));
        return work();
      });
      expect(await Promise.allSettled([held])).toEqual(await Promise.allSettled([work()]));
      expect(tenant.warnings).toEqual([expect.stringMatching(/expires by itself/)]);
      expect(await tenant.begin('r1')).toEqual({ ignored: 'lease_held' });
      tenant.clock.advance(120_001);
      expect('run' in (await tenant.begin('r1'))).toBe(true);
    }
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
      await expect(tenant.database.transaction(fence)).rejects.toThrow(/in progress/);
    });
    expect(await tenant.status()).toMatchObject({ state: 'running', lease: { runId: 'r1' } });
  });
});
