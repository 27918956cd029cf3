import { z } from 'zod';
import { World } from '../../pos/world';
import { buildRoster } from '../../pos/worlds/builders';
import { followRun } from '../../sam/queries/follow';
import { openSession } from '../../sam/project/session';
import { plainProgress } from '../../terminal/progress';
import { CALLABLES_NOW, CallableHarness } from '../../../functions/test/support/callables';
import { commandLinesOf } from './commandLine';
import { smallShop } from './smallShop';

const roster = buildRoster({ seed: 1, customers: 20, items: 40, now: CALLABLES_NOW, days: 80 });

let harness: CallableHarness;
let cli: Awaited<ReturnType<typeof commandLinesOf>>;
beforeAll(async () => {
  harness = await CallableHarness.start([smallShop(), roster, new World()]);
  cli = await commandLinesOf(harness);
  await Promise.all([harness.sync('org1'), harness.sync('org2')]);
});
afterAll(() => harness.stop());

describe('sync, backfill and resync', () => {
  it('follow a run to its end, and show what it did', async () => {
    harness.worlds['org1']?.customers.update(42, { name: 'Ben Itoh' });
    const { code, stdout, stderr } = await cli.sam('sync', 'org1');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^STAGE +ADDED +UPDATED .*\ncustomers +0 +1 +0 +2 +1 +2\norders +0 +0 +0 +4 +1 +2\n/,
    );
    expect(stdout).toMatch(
      /Orders from 2026-08-22 to 2026-11-20; \d+ reads, \d+ writes, 0 deletes: \$0\.\d{6}\n✔ org1: succeeded\.\n$/,
    );
    expect(stderr).toMatch(/^org1: run \S+-manual-\S+ .*\n[^]*✔ org1: run \S+ succeeded\n$/);
  });

  it('reaches back, and repairs one customer', async () => {
    const backfill = await cli.json('backfill', 'org1', '--from', '2025-12-01', '--to', '2025-12-31');
    expect(backfill).toMatchObject({
      code: 0,
      value: {
        orgId: 'org1',
        state: 'succeeded',
        trigger: 'backfill',
        window: { from: '2025-12-01', to: '2025-12-31' },
        stages: { orders: { added: 1 } },
      },
    });
    await harness.firestore.doc('tenants/org1/customers/alleaves_42').update({ displayName: 'Nobody' });
    expect(await cli.json('resync', 'org1', '42')).toMatchObject({
      code: 0,
      value: {
        state: 'succeeded',
        scope: { kind: 'customer', posCustomerId: '42' },
        stages: { customers: { updated: 1 } },
      },
    });
    expect(await harness.document('tenants/org1/customers/alleaves_42')).toMatchObject({
      displayName: 'Ben Itoh',
    });
  });
});

describe('followRun', () => {
  const session = () => {
    const { suite, context } = harness;
    return openSession({
      target: {
        kind: 'emulator',
        project: suite.project,
        firestoreHost: suite.firestore.host,
        pubsubHost: suite.pubsub.host,
      },
      context,
      progress: plainProgress(jest.fn()),
      print: jest.fn(),
    });
  };
  const timing = { interval: 5, begin: 60_000 };

  it('finds a run that ended before it was first looked at, also behind a later one', async () => {
    for (const runId of ['followed', 'later']) {
      await harness.context.publisher.publish('pos-sync-tenant', { orgId: 'org1', runId });
      await harness.suite.idle();
    }
    const run = await followRun(session(), 'org1', 'followed', 'earlier', timing);
    expect(run).toMatchObject({ runId: 'followed', state: 'succeeded' });
  });

  it('does not wait for a run in whose place another began', async () => {
    const replaced = followRun(session(), 'org1', 'never seen', 'earlier', timing);
    await expect(replaced).rejects.toMatchObject({ code: 'run_replaced' });
  });

  it('gives up on a run that does not begin', async () => {
    const waiting = followRun(session(), 'org3', 'never seen', null, { interval: 5, begin: 50 });
    await expect(waiting).rejects.toMatchObject({ code: 'run_not_begun', exitCode: 1 });
  });
});

describe('a run that the menu brake stops', () => {
  it('fails, becomes a dead letter, and goes on by force, which is asked for', async () => {
    for (const { id_item: id } of roster.inventory.rows.slice(0, 60)) roster.inventory.remove(Number(id));
    const failed = await cli.json('sync', 'org2');
    expect(failed).toMatchObject({
      code: 1,
      value: { state: 'failed', error: { code: 'menu_brake', stage: 'products' } },
    });

    await harness.suite.idle();
    const { value } = await cli.json('dead-letters', 'list', '--org', 'org2');
    expect(value).toMatchObject({
      letters: [{ orgId: 'org2', state: 'open', error: { code: 'menu_brake' } }],
      complete: true,
    });
    const [{ id }] = z.object({ letters: z.tuple([z.object({ id: z.string() })]) }).parse(value).letters;
    const [shown, replayed, asked, unforced, unknown] = await Promise.all([
      cli.json('dead-letters', 'show', id),
      cli.json('dead-letters', 'replay', id),
      cli.quick('dead-letters', 'discard', id),
      cli.quick('sync', 'org2', '--force-menu'),
      cli.json('dead-letters', 'show', 'nothing'),
    ]);
    expect(shown.value).toMatchObject({
      id,
      topic: 'pos-sync-products',
      message: { orgId: 'org2' },
      lastFailedAt: expect.stringMatching(/Z$/),
    });
    expect(replayed).toEqual({ code: 0, value: { id, replayed: true } });
    expect(unknown).toMatchObject({ code: 1, value: { error: { code: 'unknown_dead_letter' } } });
    for (const { code, stdout, stderr } of [asked, unforced]) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/Can't ask for confirmation here. Add --yes/);
    }
    await harness.suite.idle();
    const [discarded, forced] = await Promise.all([
      cli.json('dead-letters', 'discard', id, '--yes'),
      cli.json('sync', 'org2', '--force-menu', '--yes'),
    ]);
    expect(discarded.value).toEqual({ id, discarded: true });
    expect((await harness.document(`dead_letters/${id}`))?.['state']).toBe('discarded');
    expect(forced).toMatchObject({ code: 0, value: { state: 'succeeded' } });
  });
});

describe('cost', () => {
  it('sums what the recorded runs were billed', async () => {
    const [text, json] = await Promise.all([cli.quick('cost', 'org1'), cli.json('cost', 'org1')]);
    const runs = await harness.firestore.collection('tenants/org1/sync_runs').get();
    const reads = runs.docs.map((run) => Number(run.get('billed.reads'))).reduce((sum, count) => sum + count);
    expect(json).toMatchObject({
      code: 0,
      value: {
        orgId: 'org1',
        days: [{ day: '2026-11-20', runs: runs.size, billed: { reads } }],
        month: { reads: 30 * reads },
      },
    });
    const elsewhere = await cli.json('cost', 'org1', '--location', 'eur3');
    const usd = z.object({ value: z.object({ month: z.object({ usd: z.number() }) }) });
    expect(usd.parse(elsewhere).value.month.usd).toBeCloseTo(2 * usd.parse(json).value.month.usd, 6);
    expect(text.stdout).toMatch(
      /^ +RUNS +READS +WRITES +DELETES +DOLLARS\nlast run, 2026-11-20 15:\d\dZ +1 /,
    );
  });
});
