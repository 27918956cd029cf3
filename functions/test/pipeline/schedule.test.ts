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
    expect(published()).toEqual([
      { ...message, orgId: 'org1' },
      { ...message, orgId: 'org2' },
    ]);
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
