import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { buildRoster } from '../../../../tools/pos/worlds/builders';
import { discardDeadLetter, replayDeadLetter } from '../../../src/sync/start/replay';
import { TOPICS } from '../../../src/sync/run/topics';
import { PipelineHarness } from '../../support/pipeline';

const now = new Date('2026-11-20T15:00:00Z');
let shop: PipelineHarness;

beforeEach(async () => {
  shop = await PipelineHarness.start([{ world: buildRoster({ seed: 8, customers: 12, items: 30, now }) }]);
});
afterEach(async () => shop.stop());

const letter = z.looseObject({ id: z.string(), state: z.string(), message: z.unknown() });
const letters = async () => {
  const { docs } = await shop.server.firestore.collection('dead_letters').get();
  return docs.map((snapshot) => letter.parse({ id: snapshot.id, ...snapshot.data() }));
};
const onlyLetter = async () => (await letters())[0] ?? { id: '', state: 'none', message: null };

describe('a dead letter', () => {
  it('replayed after the fix starts a new run with the options of the failed one', async () => {
    shop.pos.faults.rate('orders', { status: 400 }, 1);
    await shop.sync({ mode: 'full', forceMenu: true });
    expect(await shop.status()).toMatchObject({ state: 'failed', lastError: { stage: 'orders' } });
    const letter = await onlyLetter();
    expect(letter.message).toMatchObject({ orgId: 'org1', mode: 'full', forceMenu: true });

    shop.pos.faults.clear();
    await replayDeadLetter(shop.context, letter.id);
    await shop.settle();
    expect(await shop.status()).toMatchObject({ state: 'succeeded', customerCount: 12 });
    expect((await shop.runs()).at(-1)).toMatchObject({ trigger: 'replay', mode: 'full' });
    expect(await letters()).toEqual([expect.objectContaining({ state: 'replayed' })]);
  });

  it('waits for a run that is under way and for a tenant that is paused: it stays open and says so', async () => {
    shop.pos.faults.rate('orders', { status: 400 }, 1);
    await shop.sync({ mode: 'full' });
    shop.pos.faults.clear();
    const { id } = await onlyLetter();
    const refused = async (code: string) => {
      await expect(replayDeadLetter(shop.context, id)).rejects.toMatchObject({ code });
      expect(await onlyLetter()).toMatchObject({ state: 'open' });
    };
    const tick = shop.publish(TOPICS.customers, { orgId: 'org1' });
    shop.queue.length = 0;
    await shop.deliver(tick);
    await refused('sync_under_way');
    await shop.settle();
    await shop.server.firestore.doc('tenants/org1').update({ 'pos.status': 'paused' });
    await refused('tenant_paused');
    expect(shop.queue).toEqual([]);

    await shop.server.firestore.doc('tenants/org1').update({ 'pos.status': 'active' });
    await replayDeadLetter(shop.context, id);
    await shop.settle();
    expect((await shop.runs()).at(-1)).toMatchObject({ state: 'succeeded', trigger: 'replay', mode: 'full' });
  });

  it('replayed twice starts one more run each time', async () => {
    shop.pos.faults.rate('orders', { status: 400 }, 1);
    const scope = { kind: 'window', from: '2026-09-01', to: '2026-09-30' };
    await shop.sync({ scope, trigger: 'backfill' });
    shop.pos.faults.clear();
    const { id } = await onlyLetter();
    for (let time = 0; time < 2; time += 1) {
      await replayDeadLetter(shop.context, id);
      await shop.settle();
    }
    const [failed, ...replays] = await shop.runs();
    expect(failed).toMatchObject({ state: 'failed', scope });
    const again = {
      state: 'succeeded',
      trigger: 'replay',
      scope,
      window: { from: scope.from, to: scope.to },
    };
    expect(replays).toMatchObject([again, again]);
  });

  it('of a malformed message fails again, as one more dead letter', async () => {
    shop.publish(TOPICS.customers, 'hello');
    await shop.settle();
    await replayDeadLetter(shop.context, (await onlyLetter()).id);
    await shop.settle();
    expect((await letters()).map(({ state }) => state).sort()).toEqual(['open', 'replayed']);
  });

  it.each(['other-topic', 'projects/other/topics/pos-sync-tenant', '__proto__', ''])(
    'that names the topic %j is not published, and stays open',
    async (topic) => {
      const failedAt = '2026-11-20T15:00:00.000Z';
      const error = { kind: 'permanent', code: 'x', message: 'x', stage: null };
      const forged = { topic, messageId: '1', message: { text: 'pwned' }, error, orgId: null, runId: null };
      shop.publish(TOPICS.deadLetter, { ...forged, attempts: 1, failedAt });
      await shop.settle();
      const { id } = await onlyLetter();
      await expect(replayDeadLetter(shop.context, id)).rejects.toMatchObject({ code: 'foreign_topic' });
      expect(shop.queue).toEqual([]);
      expect(await onlyLetter()).toMatchObject({ state: 'open' });
    },
  );

  it('can be discarded, and is then not replayed by mistake', async () => {
    await shop.sync({ orgId: 'nobody' });
    const { id } = await onlyLetter();
    await discardDeadLetter(shop.context, id);
    await discardDeadLetter(shop.context, id);
    expect(await onlyLetter()).toMatchObject({ state: 'discarded' });
    await expect(replayDeadLetter(shop.context, id)).rejects.toThrow(
      /was discarded. To replay it after all, set its state to open/,
    );
    expect(shop.queue).toEqual([]);
  });

  it('that does not exist is a clear error', async () => {
    await expect(replayDeadLetter(shop.context, 'none')).rejects.toThrow(/no dead letter with this id/);
  });
});

describe('a tenant that is paused while a stage is at work', () => {
  it('ends the run between two pages', async () => {
    shop.settings = { ...shop.settings, pauseCheckMilliseconds: 0 };
    shop.limit({ pos: { pageSize: 10, requestsInFlight: 1 } });
    shop.world.customers.addAll(Array.from({ length: 35 }, (_, n) => ({ id_customer: 90_000 + n })));
    const pages = shop.pos.counters.requests;
    const first = shop.publish(TOPICS.customers, { orgId: 'org1' });
    shop.queue.length = 0;
    shop.pos.faults.queue('customers', { delayMs: 300 }, 1);
    const running = shop.deliver(first);
    while (pages.customers === 0) await delay(5);
    await shop.server.firestore.doc('tenants/org1').update({ 'pos.status': 'paused' });
    await running;
    await shop.settle();
    expect(await shop.status()).toMatchObject({ state: 'failed', lastError: { code: 'tenant_paused' } });
    expect(pages.customers).toBeLessThan(4);
    expect(await letters()).toEqual([]);
  });
});
