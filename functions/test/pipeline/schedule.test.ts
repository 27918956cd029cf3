import { scheduleTenants } from '../../src/pipeline/schedule';
import { TOPICS } from '../../src/pipeline/topics';
import { TransientError } from '../../src/platform/errors';
import { PipelineHarness } from '../support/pipeline';

const moment = new Date('2026-11-20T15:00:00Z');
let shop: PipelineHarness;

beforeEach(async () => {
  shop = await PipelineHarness.start([{}, {}, { tenant: { status: 'paused' } }]);
});
afterEach(async () => shop.stop());

const published = () =>
  shop.queue.map(({ topic, data }) => ({ topic, ...JSON.parse(Buffer.from(data, 'base64').toString()) }));

describe('scheduleTenants', () => {
  it('publishes one message for each active tenant, for one run each', async () => {
    expect(await scheduleTenants(shop.context, moment)).toEqual({ published: 2 });
    const message = { topic: TOPICS.customers, runId: '20261120T150000000Z-schedule', trigger: 'schedule' };
    expect(published()).toHaveLength(2);
    expect(published()).toEqual(
      expect.arrayContaining([
        { ...message, orgId: 'org1' },
        { ...message, orgId: 'org2' },
      ]),
    );
  });

  it('starts no second run when the same moment is scheduled twice', async () => {
    for (const { orgId, world } of shop.shops) world.customers.add({ id: 1, email: `a@${orgId}.example` });
    await scheduleTenants(shop.context, moment);
    await scheduleTenants(shop.context, moment);
    await shop.settle();
    for (const orgId of ['org1', 'org2']) {
      expect(await shop.runs(orgId)).toEqual([
        expect.objectContaining({ trigger: 'schedule', state: 'succeeded' }),
      ]);
    }
  });

  it('publishes the others when one fails, and asks to be run again', async () => {
    const publish = shop.context.publisher.publish.bind(shop.context.publisher);
    const publisher = {
      publish: async (topic: string, message: { orgId?: string }) => {
        if (message.orgId === 'org1') throw new TransientError('publish_failed', 'no');
        return publish(topic, message);
      },
    };
    await expect(scheduleTenants({ ...shop.context, publisher }, moment)).rejects.toThrow(
      /1 tenants could not be scheduled/,
    );
    expect(published()).toEqual([expect.objectContaining({ orgId: 'org2' })]);
  });

  it('begins each tenant at a moment of its own, another one in each tick', async () => {
    const { firestore } = shop.server;
    const names = Array.from({ length: 20 }, (_, tenant) => `spread${tenant}`);
    for (const name of names) {
      await firestore.doc(`tenants/${name}`).set({ pos: { provider: 'alleaves', status: 'active' } });
    }
    const begun = async (tick: Date) => {
      const moments: number[] = [];
      const orgIds: unknown[] = [];
      const publisher = {
        publish: (_topic: string, { orgId }: { orgId?: unknown }) => {
          moments.push(performance.now());
          orgIds.push(orgId);
          return Promise.resolve();
        },
      };
      await scheduleTenants({ ...shop.context, publisher }, tick);
      return { spread: (moments.at(-1) ?? 0) - (moments[0] ?? 0), orgIds };
    };
    const first = await begun(moment);
    const second = await begun(new Date(moment.getTime() + 30 * 60_000));
    // 22 tenants have 2.1 s between them; that all of them fall into a third of it is next to impossible.
    for (const { spread } of [first, second]) expect(spread).toBeGreaterThan(700);
    expect(first.orgIds).not.toEqual(second.orgIds);
    expect([...first.orgIds].sort()).toEqual([...second.orgIds].sort());
  });

  it('publishes for more tenants than are in flight at a time', async () => {
    const { firestore } = shop.server;
    for (let start = 0; start < 1_200; start += 400) {
      const batch = firestore.batch();
      for (let tenant = start; tenant < start + 400; tenant += 1) {
        batch.set(firestore.doc(`tenants/many${tenant}`), {
          pos: { provider: 'alleaves', status: 'active' },
        });
      }
      await batch.commit();
    }
    expect(await scheduleTenants(shop.context, moment)).toEqual({ published: 1_202 });
  });
});
