import { randomUUID } from 'node:crypto';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore, type Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { storedDate } from '../../../functions/src/platform/firestore/timestamp';
import { DEFAULT_LIMITS } from '../../../functions/src/platform/limits';
import { firstStage, TOPICS } from '../../../functions/src/sync/run/topics';
import { isData, recordedChange } from '../../demo/observations/changeRecorder';
import { stderrLog } from '../../terminal/stderrLog';
import { startSuite, type Suite } from '../../emulators/suite';
import { forwardedFunctions } from './forward';
import { servicesProtocol } from './protocols';
import { serveParent } from './rpc';

/** Ids that begin with demo- never reach Google Cloud. */
const PROJECT = 'demo-sync-sam';

const DOCUMENTS_A_BATCH = 400;

const SEGMENT_TRIGGER = 'recomputeSegment';

interface Running {
  suite: Suite;
  firestore: Firestore;
  changes: { data: number; spending: number; segments: number };
}

let running: Running | undefined;
let urls = { stages: '', triggers: '' };

/** Settles when the segments' trigger may begin with what it was called for. */
let runHasEnded: Promise<unknown> = Promise.resolve();

async function urlOf(name: string): Promise<string> {
  if (name !== SEGMENT_TRIGGER) return urls.stages;
  await runHasEnded;
  return urls.triggers;
}

function services(): Running {
  if (running === undefined) throw new Error('The services have not been started.');
  return running;
}

/** A failure that is repeated would only blur the figures: it is said, and counted. */
const log = { ...stderrLog, debug: () => undefined, info: () => undefined };

async function start(now: Date, functions: readonly string[]): Promise<Running> {
  const suite = await startSuite({
    project: PROJECT,
    schedules: false,
    now,
    log,
    loadExports: async () =>
      forwardedFunctions(await import('../../../functions/src/index'), functions, urlOf),
  });
  const changes = { data: 0, spending: 0, segments: 0 };
  suite.firestore.database(PROJECT).onChange((change) => {
    const recorded = recordedChange(change);
    if (isData(recorded)) changes.data += 1;
    if (recorded.collection === 'customer_spending') changes.spending += 1;
    if (recorded.collection === 'segment_changes') changes.segments += 1;
  });
  return { suite, changes, firestore: getFirestore(initializeApp({ projectId: PROJECT })) };
}

/** Resolves when the next run ends, whether it succeeds or fails. */
function endOfRun({ firestore }: Suite): Promise<void> {
  return new Promise((resolve) => {
    const unwatch = firestore.database(PROJECT).onChange(
      ({ after }) => {
        if (after?.data?.['state'] === 'running') return;
        unwatch();
        resolve();
      },
      { matches: (path) => path.endsWith('/sync_status/pos') },
    );
  });
}

const status = z.object({
  state: z.string(),
  lastRunId: z.string(),
  lastError: z.object({ code: z.string(), message: z.string() }).nullable(),
});
const run = z.object({
  startedAt: storedDate,
  finishedAt: storedDate,
  billed: z.object({ reads: z.int(), writes: z.int(), deletes: z.int() }),
});

async function readOutcome({ firestore }: Running, orgId: string) {
  const tenant = firestore.doc(`tenants/${orgId}`);
  const { state, lastRunId, lastError } = status.parse(
    (await tenant.collection('sync_status').doc('pos').get()).data(),
  );
  const { startedAt, finishedAt, billed } = run.parse(
    (await tenant.collection('sync_runs').doc(lastRunId).get()).data(),
  );
  return {
    state,
    error: lastError && `${lastError.code}: ${lastError.message}`,
    seconds: (finishedAt.getTime() - startedAt.getTime()) / 1000,
    billed,
  };
}

let stageCalls = 0;
const STAGE_FUNCTIONS = [
  'syncCustomers',
  'syncOrders',
  'computeSpending',
  'syncProducts',
  'recordSyncStatus',
];

function callsOfStages({ suite }: Running): number {
  const calls = suite.functions.counters();
  return STAGE_FUNCTIONS.reduce((sum, name) => sum + (calls[name]?.invocations ?? 0), 0);
}

serveParent(servicesProtocol, {
  start: async ({ now, functions }) => {
    running = await start(now, functions);
    const { suite } = running;
    return { project: PROJECT, firestoreHost: suite.firestore.host, pubsubHost: suite.pubsub.host };
  },
  deliverTo: (given) => {
    urls = given;
    return null;
  },
  putDocuments: async ({ documents }) => {
    const { firestore } = services();
    for (let from = 0; from < documents.length; from += DOCUMENTS_A_BATCH) {
      const batch = firestore.batch();
      for (const { path, data } of documents.slice(from, from + DOCUMENTS_A_BATCH))
        batch.set(firestore.doc(path), data);
      await batch.commit();
    }
    return null;
  },
  createTopic: ({ topicId }) => {
    services().suite.pubsub.subscribe({
      name: `nobody-${topicId}`,
      project: PROJECT,
      topicId,
      retry: false,
      concurrency: 1,
      deliver: () => Promise.resolve(),
    });
    return null;
  },
  recentChanges: async ({ orgId }) => {
    const { suite } = services();
    const started = performance.now();
    const runId = `${randomUUID()}-recent`;
    const scope = { kind: 'recent' } as const;
    const { createPubsubPublisher } = await import('../../../functions/src/platform/google/pubsubPublisher');
    const publisher = createPubsubPublisher(DEFAULT_LIMITS.publish);
    await publisher.publish(TOPICS[firstStage(scope)], { orgId, runId, trigger: 'recent', scope });
    await suite.idle({ ignoreBackoff: true });
    return { seconds: (performance.now() - started) / 1000 };
  },
  syncOne: async ({ orgId }) => {
    const { suite } = services();
    const { createPubsubPublisher } = await import('../../../functions/src/platform/google/pubsubPublisher');
    await createPubsubPublisher(DEFAULT_LIMITS.publish).publish(TOPICS.customers, { orgId });
    await suite.idle({ ignoreBackoff: true });
    return null;
  },
  tick: async () => {
    const { suite } = services();
    stageCalls = callsOfStages(services());
    // In the cloud the triggers have instances of their own; here they would take the run's processors.
    runHasEnded = endOfRun(suite);
    const started = performance.now();
    await suite.functions.runSchedule('schedulePosSync');
    // What waits for another attempt has failed already, and is counted.
    await suite.idle({ ignoreBackoff: true });
    return { seconds: (performance.now() - started) / 1000 };
  },
  counters: () => {
    const { suite, changes } = services();
    const { reads, writes, deletes } = suite.firestore.stats(PROJECT);
    return {
      reads,
      writes,
      deletes,
      dataWrites: changes.data,
      triggerEvents: changes.spending,
      segmentChanges: changes.segments,
      pubsubMessages: Object.values(suite.pubsub.counters()).reduce(
        (sum, { published }) => sum + published,
        0,
      ),
      failures: Object.values(suite.functions.counters()).reduce((sum, { failures }) => sum + failures, 0),
    };
  },
  outcome: async ({ orgId }) => ({
    ...(await readOutcome(services(), orgId)),
    continuations: callsOfStages(services()) - stageCalls - STAGE_FUNCTIONS.length,
  }),
  shards: async ({ orgId }) => {
    const { docs } = await services()
      .firestore.collection(`tenants/${orgId}/sync_index`)
      .select('stream', 'from')
      .get();
    const shard = z.object({
      stream: z.enum(['customers', 'orders', 'spending', 'items']),
      from: z.string(),
    });
    return docs.map((document) => shard.parse(document.data()));
  },
});
