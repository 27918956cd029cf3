import { Environment, ORG_ID } from '../environment';
import type { FanOutResult } from '../results';
import { currentMoment } from './moment';

/** Heap of the function that schedules; it has 256 MiB in all. */
const HEAP_FLAGS = ['--max-old-space-size=192'];

/** Measures one tick of the schedule for many tenants; nobody listens to the messages, so nothing is synced. */
export async function measureFanOut(tenants: number): Promise<FanOutResult> {
  const moment = currentMoment();
  const environment = await Environment.start({
    world: { kind: 'roster', customers: 10 },
    functions: ['schedulePosSync'],
    workerFlags: HEAP_FLAGS,
  });
  try {
    await environment.putTenant(ORG_ID, 'paused');
    await environment.services.call('createTopic', { topicId: 'pos-sync-tenant' });
    await environment.services.call('putDocuments', {
      documents: Array.from({ length: tenants }, (_, index) => ({
        path: `tenants/org_${String(index).padStart(6, '0')}`,
        data: { name: `Tenant ${index}`, pos: { provider: 'alleaves', status: 'active' } },
      })),
    });
    const { stages: worker } = await environment.startWorkers();
    const before = await environment.services.call('counters', {});
    await worker.call('resetUsage', {});
    const { seconds } = await environment.services.call('tick', {});
    const { heapBytes, rssBytes } = await worker.call('usage', {});
    const after = await environment.services.call('counters', {});
    return {
      ...moment,
      tenants,
      seconds,
      published: after.pubsubMessages - before.pubsubMessages,
      reads: after.reads - before.reads,
      peakHeapBytes: heapBytes,
      peakRssBytes: rssBytes,
    };
  } finally {
    await environment.stop();
  }
}
