import functionsTest from 'firebase-functions-test';
import { buildRoster } from '../../../tools/pos/worlds/builders';
import { useContext } from '../../src/functions/composition';
import { TOPICS } from '../../src/sync/run/topics';
import * as deployed from '../../src/index';
import { PipelineHarness } from '../support/pipeline';

const { wrap, cleanup } = functionsTest({ projectId: 'demo-sync-sam' });
const now = new Date('2026-11-20T15:00:00Z');
let shop: PipelineHarness;

beforeEach(async () => {
  shop = await PipelineHarness.start([{ world: buildRoster({ seed: 6, customers: 20, items: 5, now }) }]);
  useContext(shop.context);
});
afterEach(async () => {
  await shop.stop();
  cleanup();
});

const stageFunctions = [
  [deployed.syncCustomers, TOPICS.customers],
  [deployed.syncOrders, TOPICS.orders],
  [deployed.computeSpending, TOPICS.spending],
  [deployed.syncProducts, TOPICS.products],
  [deployed.recordSyncStatus, TOPICS.status],
] as const;

describe('the deployed functions', () => {
  it('sync a tenant from the schedule to the segments', async () => {
    // firebase-functions-test has no wrapper for scheduled functions of the 2nd generation; `run` is their handler.
    await deployed.schedulePosSync.run({ scheduleTime: now.toISOString() });
    for (const [deployedFunction, topic] of stageFunctions) {
      const next = shop.queue.shift();
      expect(next?.topic).toBe(topic);
      await wrap(deployedFunction)({
        data: {
          message: {
            data: next?.data,
            messageId: next?.messageId,
            publishTime: next?.publishedAt.toISOString(),
          },
        },
      });
    }
    expect(shop.queue).toEqual([]);
    expect(await shop.status()).toMatchObject({
      state: 'succeeded',
      customerCount: 20,
      lastRunId: '20261120T150000000Z-schedule',
    });

    for (const spendingKey of Object.keys(await shop.documents('customer_spending'))) {
      await wrap(deployed.recomputeSegment)({ params: { orgId: 'org1', spendingKey } });
    }
    const segments = Object.values(await shop.documents('customers')).map(({ segment }) => segment);
    const counts = Object.fromEntries(
      segments.map((name) => [name, segments.filter((other) => other === name).length]),
    );
    expect((await shop.status())['segmentCounts']).toMatchObject(counts);

    shop.clock.advance(200 * 86_400_000);
    await deployed.refreshDueSegments.run({ scheduleTime: shop.clock.now().toISOString() });
    const later = Object.values(await shop.documents('customers')).map(({ segment }) => segment);
    expect(new Set(later)).not.toContain('at_risk');
  });

  it('keep a message that failed for good', async () => {
    shop.publish(TOPICS.customers, 'hello');
    await shop.deliver(shop.queue[0] ?? fail());
    const letter = shop.queue[1] ?? fail();
    await wrap(deployed.storeDeadLetter)({
      data: { message: { data: letter.data, messageId: letter.messageId } },
    });
    expect((await shop.server.firestore.collection('dead_letters').get()).size).toBe(1);
  });

  it('are deployed with the options that were chosen', () => {
    const stage = {
      platform: 'gcfv2',
      timeoutSeconds: 540,
      availableMemoryMb: 512,
      cpu: 1,
      concurrency: 4,
      maxInstances: 10,
      minInstances: 0,
      ingressSettings: 'ALLOW_INTERNAL_ONLY',
    };
    for (const [deployedFunction, topic] of stageFunctions) {
      const isLast = topic === TOPICS.status;
      expect(deployedFunction.__endpoint).toMatchObject(
        isLast ? { ...stage, availableMemoryMb: 256, concurrency: 40, maxInstances: 5 } : stage,
      );
      expect(deployedFunction.__endpoint.eventTrigger).toMatchObject({
        retry: true,
        eventFilters: { topic },
      });
    }
    expect(deployed.recomputeSegment.__endpoint).toMatchObject({
      concurrency: 40,
      timeoutSeconds: 60,
      ingressSettings: 'ALLOW_INTERNAL_ONLY',
      eventTrigger: { retry: true, eventType: 'google.cloud.firestore.document.v1.written' },
    });
    expect(deployed.schedulePosSync.__endpoint).toMatchObject({
      concurrency: 1,
      maxInstances: 1,
      scheduleTrigger: { schedule: '*/30 * * * *', timeZone: 'Etc/UTC', retryConfig: { retryCount: 3 } },
    });
    expect(deployed.scheduleRecentChanges.__endpoint.scheduleTrigger).toMatchObject({
      schedule: '*/5 * * * *',
    });
    expect(deployed.refreshDueSegments.__endpoint.scheduleTrigger).toMatchObject({ schedule: '0 * * * *' });
  });
});

function fail(): never {
  throw new Error('nothing was published');
}
