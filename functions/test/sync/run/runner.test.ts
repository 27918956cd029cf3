import { buildRoster } from '../../../../tools/pos/worlds/builders';
import type { Delivery } from '../../../src/sync/run/message';
import { runStage } from '../../../src/sync/run/runner';
import { stages } from '../../../src/sync/stages';
import { STAGE_NAMES } from '../../../src/documents/stageNames';
import { TOPICS } from '../../../src/sync/run/topics';
import { TransientError } from '../../../src/platform/ports/errors';
import { PipelineHarness } from '../../support/pipeline';

const now = new Date('2026-11-20T15:00:00Z');
let shop: PipelineHarness;

beforeEach(async () => {
  shop = await PipelineHarness.start([
    { world: buildRoster({ seed: 3, customers: 30, items: 25, now }) },
    { world: buildRoster({ seed: 4, customers: 10, items: 5, now }) },
  ]);
});
afterEach(async () => shop.stop());

const deadLetters = async () =>
  (await shop.server.firestore.collection('dead_letters').get()).docs.map((d) => d.data());
const ignored = () =>
  shop.lines.filter(({ message }) => message === 'delivery ignored').map(({ fields }) => fields['because']);
const hours = (count: number) => count * 3_600_000;

describe('a run', () => {
  it('leaves one structured line a stage, with orgId, runId, stage and the counts', async () => {
    await shop.sync();
    const lines = shop.lines
      .filter(({ message }) => message.includes('finished'))
      .map(({ fields }) => fields);
    expect(lines.map(({ stage }) => stage)).toEqual([
      'customers',
      'orders',
      'spending',
      'products',
      'status',
    ]);
    const [run] = await shop.runs();
    for (const line of lines) expect(line).toMatchObject({ orgId: 'org1', runId: run?.['runId'] });
    expect(lines[0]).toMatchObject({ counts: { added: 30, unchanged: 0 }, next: 'orders' });
  });

  it('records exactly what it was billed', async () => {
    const before = shop.server.stats();
    shop.publish(TOPICS.customers, { orgId: 'org1' });
    for (let next = shop.queue.shift(); next; next = shop.queue.shift()) await shop.deliver(next);
    const after = shop.server.stats();
    const [run] = await shop.runs();
    expect(run?.['billed']).toMatchObject({
      reads: after.reads - before.reads,
      writes: after.writes - before.writes,
      deletes: after.deletes - before.deletes,
    });
  });

  it('costs 6 writes of bookkeeping and nothing else when nothing changed', async () => {
    await shop.sync();
    const before = shop.server.stats();
    await shop.sync();
    const after = shop.server.stats();
    expect(after.writes - before.writes).toBe(6);
    expect(after.deletes - before.deletes).toBe(0);
    expect(after.reads - before.reads).toBeLessThanOrEqual(25);
  });
});

describe('what came of a delivery', () => {
  const work = async (delivery: Delivery, context = shop.context) => {
    const stage = STAGE_NAMES.find((name) => TOPICS[name] === delivery.topic) ?? 'status';
    return runStage({ ...context, settings: shop.settings }, stages[stage], delivery);
  };

  it('is told: handed over, ended, ignored, failed', async () => {
    const first = shop.publish(TOPICS.customers, { orgId: 'org1' });
    const outcomes: unknown[] = [];
    for (let next = shop.queue.shift(); next; next = shop.queue.shift()) outcomes.push(await work(next));
    const step = (number: number) => expect.objectContaining({ orgId: 'org1', step: number });
    expect(outcomes).toEqual([
      ...['orders', 'spending', 'products', 'status'].map((next, number) =>
        expect.objectContaining({ kind: 'handed_over', step: step(number), next }),
      ),
      expect.objectContaining({ kind: 'ended', step: step(4) }),
    ]);
    expect(await work(first)).toMatchObject({ kind: 'ignored', because: 'run_finished' });
    expect(await work(shop.publish(TOPICS.customers, 'hello'))).toMatchObject({
      kind: 'failed',
      failure: { code: 'bad_message' },
      message: null,
      begun: null,
    });
  });

  it('is ignored if another attempt takes over while it works', async () => {
    const first = shop.publish(TOPICS.customers, { orgId: 'org1' });
    const pos = {
      connect: (...parameters: Parameters<typeof shop.context.pos.connect>) => {
        const client = shop.context.pos.connect(...parameters);
        const customers = client.customers.bind(client);
        client.customers = async function* (from) {
          await work(first);
          yield* customers(from);
        };
        return client;
      },
    };
    expect(await work(first, { ...shop.context, pos })).toMatchObject({
      kind: 'ignored',
      because: 'superseded',
    });
  });
});

describe('what is delivered again', () => {
  it('has no effect, whichever message it is and whenever it comes', async () => {
    shop.publish(TOPICS.customers, { orgId: 'org1' });
    const delivered = [];
    for (let next = shop.queue.shift(); next; next = shop.queue.shift()) {
      delivered.push(next);
      await shop.deliver(next);
    }
    expect(delivered).toHaveLength(5);
    const writes = shop.server.stats().writes;
    for (const delivery of delivered) await shop.deliver(delivery);
    expect(shop.queue).toEqual([]);
    expect(shop.server.stats().writes).toBe(writes);
    expect(ignored()).toEqual(['run_finished', 'superseded', 'superseded', 'superseded', 'superseded']);
  });

  it('is done again where the first delivery died before it handed over', async () => {
    const first = shop.publish(TOPICS.customers, { orgId: 'org1' });
    shop.queue.length = 0;
    await shop.deliver(first);
    shop.queue.length = 0; // Died with its data written and nothing published.
    await shop.deliver(first);
    await shop.settle();
    const [run] = await shop.runs();
    expect(run).toMatchObject({ state: 'succeeded', stages: { customers: { added: 30, unchanged: 30 } } });
  });

  it('at the same time as the first is harmless', async () => {
    const first = shop.publish(TOPICS.customers, { orgId: 'org1' });
    shop.queue.length = 0;
    await Promise.all([shop.deliver(first), shop.deliver(first), shop.deliver(first)]);
    await shop.settle();
    expect(Object.keys(await shop.documents('customers'))).toHaveLength(30);
    const runs = await shop.runs();
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ state: 'succeeded', stages: { customers: { added: 30 } } });
  });
});

describe('a tenant', () => {
  it('that is paused is left alone', async () => {
    await shop.server.firestore.doc('tenants/org1').update({ 'pos.status': 'paused' });
    await shop.sync();
    expect(await shop.status()).toEqual({});
    expect(ignored()).toEqual(['tenant_paused']);
    expect(shop.pos.counters.requests.auth).toBe(0);
  });

  it('that is paused while its run is under way ends it, and the next run after it is resumed catches up', async () => {
    const first = shop.publish(TOPICS.customers, { orgId: 'org1' });
    await shop.deliver(first);
    shop.queue.shift();
    await shop.server.firestore.doc('tenants/org1').update({ 'pos.status': 'paused' });
    await shop.settle();
    expect(await shop.status()).toMatchObject({
      state: 'failed',
      lastSyncAt: null,
      lastError: { code: 'tenant_paused' },
    });
    expect(await deadLetters()).toEqual([]);
    await shop.server.firestore.doc('tenants/org1').update({ 'pos.status': 'active' });
    await shop.sync();
    expect(await shop.status()).toMatchObject({ state: 'succeeded', customerCount: 30 });
  });

  it('that is paused between two attempts at its first step leaves no run that seems to be at work', async () => {
    shop.pos.faults.rate('customers', { status: 500 }, 1);
    const first = shop.publish(TOPICS.customers, { orgId: 'org1' });
    shop.queue.length = 0;
    await expect(shop.deliver(first)).rejects.toThrow(TransientError);
    await shop.server.firestore.doc('tenants/org1').update({ 'pos.status': 'paused' });
    await shop.deliver(first);
    const lastError = { code: 'tenant_paused', stage: 'customers' };
    expect(await shop.status()).toMatchObject({ state: 'failed', lastError, lease: null, run: null });
    expect(await shop.runs()).toMatchObject([{ state: 'failed', error: { code: 'tenant_paused' } }]);
    await shop.deliver(first);
    expect(ignored()).toEqual(['tenant_paused']);
    expect(shop.queue).toEqual([]);
  });

  it('that nobody knows goes to the dead letters, and no document is made for it', async () => {
    await shop.sync({ orgId: 'nobody' });
    expect(await deadLetters()).toEqual([
      expect.objectContaining({
        topic: TOPICS.customers,
        orgId: 'nobody',
        state: 'open',
        error: expect.objectContaining({ code: 'unknown_tenant', kind: 'permanent' }),
      }),
    ]);
    expect(await shop.status('nobody')).toEqual({});
  });

  it('that is malformed fails with the fields at fault, and the others go on', async () => {
    await shop.server.firestore
      .doc('tenants/org1')
      .update({ 'pos.timeZone': 'Mars/Olympus', 'pos.lookbackDays': 0 });
    shop.publish(TOPICS.customers, { orgId: 'org1' });
    shop.publish(TOPICS.customers, { orgId: 'org2' });
    await shop.settle();
    expect(await shop.status()).toMatchObject({
      state: 'failed',
      lastError: {
        code: 'tenant_malformed',
        message: expect.stringMatching(/pos\.timeZone.*pos\.lookbackDays/),
      },
    });
    expect(await shop.status('org2')).toMatchObject({ state: 'succeeded' });
  });
});

describe('a bad message', () => {
  it.each([['hello'], ['{"orgId":5}']])('%s is kept as a dead letter and not repeated', async (text) => {
    shop.publish(TOPICS.customers, text);
    await shop.settle();
    expect(await deadLetters()).toEqual([
      expect.objectContaining({
        message: text,
        orgId: null,
        error: expect.objectContaining({ code: 'bad_message' }),
      }),
    ]);
  });

  it('with a malformed cursor fails its run, and says so', async () => {
    const first = shop.publish(TOPICS.customers, { orgId: 'org1', cursor: { page: 'two' } });
    shop.queue.length = 0;
    await shop.deliver(first);
    await shop.settle();
    expect(await shop.status()).toMatchObject({ state: 'failed', lastError: { code: 'bad_message' } });
  });

  it('that enters a run in the middle finds nothing to do', async () => {
    shop.publish(TOPICS.spending, { orgId: 'org1' });
    shop.publish(TOPICS.status, { orgId: 'org1', runId: 'made-up', step: 4 });
    await shop.settle();
    expect(ignored()).toEqual(['not_the_first_stage', 'superseded']);
    expect(await shop.status()).toEqual({});
  });
});

describe('a POS that fails', () => {
  it('for a moment is asked again, and the status is honest meanwhile', async () => {
    shop.pos.faults.queue('orders', { status: 503 }, 6);
    const first = shop.publish(TOPICS.customers, { orgId: 'org1' });
    await shop.deliver(first);
    shop.queue.shift();
    const orders = shop.queue[0];
    if (orders === undefined) throw new Error('nothing handed over');
    await expect(shop.deliver(orders)).rejects.toThrow(TransientError);
    expect(await shop.status()).toMatchObject({
      state: 'running',
      lastSyncAt: null,
      lastError: { code: 'pos_server_error', stage: 'orders' },
    });
    await shop.settle();
    expect(await shop.status()).toMatchObject({ state: 'succeeded', lastError: null });
  });

  it('for longer than the retry window ends the run as failed; the next one starts over', async () => {
    shop.pos.faults.rate('customers', { status: 500 }, 1);
    const first = shop.publish(TOPICS.customers, { orgId: 'org1' });
    shop.queue.length = 0;
    await expect(shop.deliver(first)).rejects.toThrow(TransientError);
    shop.clock.advance(hours(6) + 1);
    await shop.deliver(first);
    await shop.settle();
    expect(await shop.status()).toMatchObject({
      state: 'failed',
      lastSyncAt: null,
      lastError: { code: 'pos_server_error' },
    });
    expect(await deadLetters()).toEqual([
      expect.objectContaining({
        attempts: 2,
        runId: expect.any(String),
        error: expect.objectContaining({ message: expect.stringMatching(/kept failing for 6 hours/) }),
      }),
    ]);
    shop.pos.faults.clear();
    await shop.sync();
    expect(await shop.status()).toMatchObject({ state: 'succeeded' });
  });

  it('by refusing the credentials ends the run at once, with the fix', async () => {
    shop.pos.faults.rate('auth', { status: 401 }, 1);
    await shop.sync();
    expect(await shop.status()).toMatchObject({ state: 'failed', lastError: { code: 'pos_auth_refused' } });
    expect(await deadLetters()).toEqual([
      expect.objectContaining({ error: expect.objectContaining({ kind: 'auth', stage: 'customers' }) }),
    ]);
  });
});

describe('a delivery that dies without an answer', () => {
  it('each time is given up once its time is over, and says so', async () => {
    const first = shop.publish(TOPICS.customers, { orgId: 'org1' });
    shop.queue.length = 0;
    await dies(first);
    shop.clock.advance(hours(6));
    // The last attempt after the retry window, which could have said what is wrong.
    await dies(first);
    shop.clock.advance(40 * 60_000);
    await shop.deliver(first);
    await shop.settle();
    const lastError = {
      code: 'attempts_died',
      message: expect.stringMatching(/for 6 hours: look in their log/),
    };
    expect(await shop.status()).toMatchObject({ state: 'failed', lastSyncAt: null, lastError, lease: null });
    expect(await deadLetters()).toEqual([
      expect.objectContaining({ attempts: 3, state: 'open', error: expect.objectContaining(lastError) }),
    ]);
    await shop.sync();
    expect(await shop.status()).toMatchObject({ state: 'succeeded' });
  });

  it('is tried again until then', async () => {
    const first = shop.publish(TOPICS.customers, { orgId: 'org1' });
    shop.queue.length = 0;
    await dies(first);
    shop.clock.advance(hours(6) + 19 * 60_000);
    await shop.deliver(first);
    await shop.settle();
    expect(await shop.status()).toMatchObject({ state: 'succeeded' });
    expect(await deadLetters()).toEqual([]);
  });

  it('is not taken for one that comes late', async () => {
    const first = shop.publish(TOPICS.customers, { orgId: 'org1' });
    shop.clock.advance(hours(20));
    await shop.settle();
    expect(await shop.status()).toMatchObject({ state: 'succeeded', lastSyncAt: expect.anything() });
    expect(first.publishedAt.getTime()).toBeLessThan(shop.clock.now().getTime() - hours(19));
  });
});

describe('a fault of the program', () => {
  it('ends the run as failed without giving away what it held', async () => {
    const secret = 'jane@example.com';
    const publisher = {
      publish: async (topic: string, message: object) => {
        if (topic === TOPICS.orders) throw new TypeError(`cannot read ${secret}`);
        shop.publish(topic, message);
        return Promise.resolve();
      },
    };
    Object.assign(shop.context, { publisher });
    await shop.sync();
    expect(await shop.status()).toMatchObject({
      state: 'failed',
      lastError: { code: 'unexpected', message: expect.stringContaining('TypeError') },
    });
    expect(JSON.stringify([shop.lines, await deadLetters()])).not.toContain(secret);
    expect(JSON.stringify(shop.lines)).toMatch(/runner\.test\.ts/);
  });
});

/** Delivers to an instance that dies when it is about to hand over. */
async function dies(delivery: Delivery): Promise<void> {
  await new Promise<void>((reached) => {
    const publisher = {
      publish: () => {
        reached();
        return new Promise<void>(() => undefined);
      },
    };
    void runStage({ ...shop.context, settings: shop.settings, publisher }, stages.customers, delivery);
  });
}
