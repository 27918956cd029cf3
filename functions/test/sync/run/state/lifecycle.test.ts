import { emptyProgress, type RunProgress } from '../../../../src/documents/runProgress';
import { emptyCounts } from '../../../../src/sync/run/progress';
import type { ActiveRun } from '../../../../src/sync/run/state/activeRun';
import { SupersededError } from '../../../../src/sync/run/state/lease';
import { PermanentError, TransientError } from '../../../../src/platform/ports/errors';
import { DEFAULT_SETTINGS } from '../../../../src/platform/settings';
import { startTestFirestore, type TestFirestore } from '../../../support/firestore';
import { openTenant } from './tenant';

let server: TestFirestore;

beforeAll(async () => {
  server = await startTestFirestore();
});
afterAll(async () => server.stop());

const done: RunProgress = {
  ...emptyProgress(),
  totals: {
    customerCount: 3,
    orderCount: 2,
    menuProductsCount: 1,
    segmentCounts: { vip: 0, loyal: 0, returning: 0, new: 3, at_risk: 0, churned: 0 },
  },
};

const open = () => openTenant(server);

const pastLease = DEFAULT_SETTINGS.leaseMilliseconds + 1;

describe('a run', () => {
  it('takes a tenant for one run from its first step to its recorded end', async () => {
    const tenant = open();
    const first = await tenant.begun('r1', 0);
    expect(await tenant.status()).toMatchObject({
      state: 'running',
      lastSyncAt: null,
      lastRunId: 'r1',
      customerCount: 0,
      lease: { runId: 'r1' },
    });
    expect(await tenant.run('r1')).toBeUndefined();

    tenant.clock.advance(60_000);
    const last = await tenant.begun('r1', 4, 'status', { progress: done });
    expect(last.startedAt).toEqual(first.startedAt);
    await tenant.succeed(last, last.progress);
    expect(await tenant.status()).toMatchObject({
      state: 'succeeded',
      lease: null,
      lastError: null,
      customerCount: 3,
      orderCount: 2,
      menuProductsCount: 1,
      segmentCounts: { new: 3 },
    });
    const status = await tenant.status();
    expect(status?.['lastSyncAt'].toDate()).toEqual(first.startedAt);
    expect(await tenant.run('r1')).toMatchObject({
      state: 'succeeded',
      error: null,
      trigger: 'manual',
      dryRun: false,
    });
  });

  it('bills itself: one read and one write a step, and what its end takes', async () => {
    const tenant = open();
    await tenant.begun('r1', 0);
    expect(tenant.database.billed).toEqual({ reads: 2, writes: 1, deletes: 0 });
    const run = await tenant.begun('r1', 1, 'orders', { progress: done });
    expect(tenant.database.billed).toEqual({ reads: 3, writes: 2, deletes: 0 });
    const last = await tenant.begun('r1', 2, 'status', { progress: done });
    expect(tenant.database.billed).toEqual({ reads: 4, writes: 2, deletes: 0 });
    await tenant.succeed(last, done);
    const billed = { reads: 6, writes: 4, deletes: 0 };
    expect(tenant.database.billed).toEqual(billed);
    expect((await tenant.run('r1'))?.['billed']).toMatchObject(billed);
    await expect(tenant.succeed(run, done)).rejects.toThrow(SupersededError);
  });

  it('lets nobody else in while the lease runs', async () => {
    const tenant = open();
    await tenant.begun('r1', 0);
    expect(await tenant.begin('r2', 0)).toEqual({ ignored: 'lease_held' });
    tenant.clock.advance(DEFAULT_SETTINGS.leaseMilliseconds - 1);
    await tenant.begun('r1', 1, 'orders');
    tenant.clock.advance(DEFAULT_SETTINGS.leaseMilliseconds - 1);
    expect(await tenant.begin('r2', 0)).toEqual({ ignored: 'lease_held' });
  });

  it('gives the tenant to the next run when the lease has expired, and records the dead one as failed', async () => {
    const tenant = open();
    const dead = await tenant.begun('r1', 0);
    tenant.clock.advance(pastLease);
    const next = await tenant.begun('r2', 0);
    expect(await tenant.run('r1')).toMatchObject({
      state: 'failed',
      error: { code: 'lease_expired', stage: 'customers' },
    });

    // The zombie wakes up: it can neither write, nor go on, nor end, nor start again.
    await expect(tenant.commit(dead)).rejects.toThrow(SupersededError);
    await expect(tenant.succeed(dead, done)).rejects.toThrow(SupersededError);
    await expect(tenant.fail(dead, done, new PermanentError('x', 'y'))).rejects.toThrow(SupersededError);
    expect(await tenant.begin('r1', 1, 'orders')).toEqual({ ignored: 'superseded' });
    expect(await tenant.begin('r1', 0)).toEqual({ ignored: 'lease_held' });
    await tenant.commit(next);
    await tenant.succeed(next, done);
    expect(await tenant.begin('r1', 0)).toEqual({ ignored: 'run_finished' });
  });

  it('counts of a run that died what it has committed, also in the step that it had not handed over', async () => {
    const tenant = open();
    await tenant.begun('r1', 0);
    const stages = { customers: { ...emptyCounts(), added: 1, pages: 2 } };
    await tenant.begun('r1', 1, 'orders', { progress: { ...emptyProgress(), stages } });
    const shard = (stream: string, id: string, added: number) =>
      tenant
        .document(`sync_index/${stream}_${id}`)
        .set({ stream, run: { id, added, updated: 2, deleted: 0 } });
    await Promise.all([shard('customers', 'r1', 1), shard('orders', 'r1', 40), shard('items', 'r0', 9)]);
    tenant.clock.advance(pastLease);
    await tenant.begun('r2', 0);
    expect((await tenant.run('r1'))?.['stages']).toEqual({
      customers: { ...emptyCounts(), added: 1, updated: 2, pages: 2 },
      orders: { ...emptyCounts(), added: 40, updated: 2 },
    });
  });

  it('moves lastSyncAt forward only, also where the clocks of instances differ', async () => {
    const tenant = open();
    const first = await tenant.begun('r1', 0);
    await tenant.succeed(first, done);
    tenant.clock.advance(-2_000);
    const second = await tenant.begun('r2', 0);
    await tenant.succeed(second, done);
    expect(await tenant.status()).toMatchObject({ state: 'succeeded', lastRunId: 'r2' });
    expect((await tenant.status())?.['lastSyncAt'].toDate()).toEqual(first.startedAt);
  });

  it('lets an expired run go on where nobody has taken its place', async () => {
    const tenant = open();
    await tenant.begun('r1', 0);
    tenant.clock.advance(pastLease);
    expect((await tenant.begun('r1', 1, 'orders')).step).toBe(1);
  });

  it('ignores steps that are past, runs that are finished and runs it does not know', async () => {
    const tenant = open();
    await tenant.begun('r1', 0);
    const run = await tenant.begun('r1', 1, 'orders');
    expect(await tenant.begin('r1', 0)).toEqual({ ignored: 'step_past' });
    await tenant.succeed(run, done);
    expect(await tenant.begin('r1', 0)).toEqual({ ignored: 'run_finished' });
    expect(await tenant.begin('r1', 1, 'orders')).toEqual({ ignored: 'superseded' });
    expect(await tenant.begin('r9', 3, 'products')).toEqual({ ignored: 'superseded' });
  });

  it('lets the latest of several deliveries of one step write, and no other', async () => {
    const tenant = open();
    const first = await tenant.begun('r1', 0);
    const second = await tenant.begun('r1', 0);
    expect(second.fence.attempt).toBe(2);
    await expect(tenant.commit(first)).rejects.toThrow(SupersededError);
    await tenant.commit(second);
  });

  it('goes on only from the attempt that has the lease, so that no other is still writing', async () => {
    const tenant = open();
    const first = await tenant.begun('r1', 0);
    const second = await tenant.begun('r1', 0);
    const from = ({ fence }: ActiveRun) => ({ previousAttempt: fence.attempt });
    for (const [step, stage] of [[1, 'orders'] as const, [1, 'status'] as const]) {
      expect(await tenant.begin('r1', step, stage, from(first))).toEqual({ ignored: 'superseded' });
    }
    await tenant.commit(second);
    const next = await tenant.begun('r1', 1, 'orders', from(second));
    // Nor later, when the other's successor is at work.
    expect(await tenant.begin('r1', 1, 'orders', from(first))).toEqual({ ignored: 'superseded' });
    await tenant.commit(next);
    expect((await tenant.begun('r1', 1, 'orders', from(second))).fence).toEqual({ step: 1, attempt: 2 });
  });

  it('goes on from a message of a release that did not tell attempts', async () => {
    const tenant = open();
    await tenant.begun('r1', 0);
    await tenant.begun('r1', 0);
    expect((await tenant.begun('r1', 1, 'orders')).step).toBe(1);
  });

  it('gives concurrent starts to exactly one run', async () => {
    const tenant = open();
    const runs = Array.from({ length: 8 }, (_, number) => `r${number}`);
    const beginnings = await Promise.all(runs.map(async (runId) => tenant.begin(runId, 0)));
    expect(beginnings.filter((beginning) => 'run' in beginning)).toHaveLength(1);
  });

  it('is honest about a failure: lastSyncAt and counts stay, the error stands there', async () => {
    const tenant = open();
    const good = await tenant.begun('r1', 0);
    await tenant.succeed(good, done);
    tenant.clock.advance(1_800_000);
    const bad = await tenant.begun('r2', 0, 'customers');
    await tenant.noteRetry(bad, new TransientError('pos_timeout', 'The POS did not answer.'));
    expect(await tenant.status()).toMatchObject({ state: 'running', lastError: { code: 'pos_timeout' } });
    expect(await tenant.run('r2')).toMatchObject({
      state: 'running',
      finishedAt: null,
      error: { code: 'pos_timeout' },
    });
    await tenant.fail(bad, emptyProgress(), new PermanentError('menu_brake', 'Force it.'));
    const status = await tenant.status();
    expect(status).toMatchObject({
      state: 'failed',
      customerCount: 3,
      lastError: { code: 'menu_brake', message: 'Force it.', stage: 'customers' },
    });
    expect(status?.['lastSyncAt'].toDate()).toEqual(good.startedAt);
    expect(await tenant.run('r2')).toMatchObject({ state: 'failed', error: { code: 'menu_brake' } });
    await tenant.begun('r3', 0);
  });

  it('refuses a success that lacks what the stages should have learned', async () => {
    const tenant = open();
    const run = await tenant.begun('r1', 0);
    await expect(tenant.succeed(run, emptyProgress())).rejects.toThrow(/without customerCount/);
  });

  it('moves neither lastSyncAt nor counts in a dry run, and keeps what it counted', async () => {
    const tenant = open();
    const run = await tenant.begun('r1', 0, 'customers', { dryRun: true });
    const stages = { customers: { ...emptyCounts(), added: 5 } };
    await tenant.succeed(run, { ...done, stages });
    expect(await tenant.status()).toMatchObject({ state: 'idle', lastSyncAt: null, customerCount: 0 });
    expect(await tenant.run('r1')).toMatchObject({ dryRun: true, stages: { customers: { added: 5 } } });
  });

  it('takes what was made unreadable by hand for absent', async () => {
    const tenant = open();
    await tenant.begun('r1', 0);
    await tenant.document('sync_status/pos').update({
      lease: { runId: 5 },
      run: 'mine',
      lastSyncAt: 'once',
      dialect: 7,
      state: 'asleep',
    });
    const run = await tenant.begun('r2', 0);
    await tenant.succeed(run, done);
    expect(await tenant.status()).toMatchObject({ state: 'succeeded', lastRunId: 'r2', dialect: null });
  });
});
