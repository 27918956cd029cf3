import { systemClock, type Clock } from '../../src/platform/clock';
import type { Log } from '../../src/platform/log';
import { GOOGLE_BACKOFF, type Backoff } from './delivery/backoff';
import { Faults, type FaultSettings } from './delivery/faults';
import { allIdle, type Worker } from './delivery/quiet';
import type { EmbeddedFirestore } from './firestore';
import { Activity } from './host/activity';
import { discoverFunctions, type FunctionCounters, type HostedFunction } from './host/hostedFunction';
import { startHttpServer } from './host/httpServer';
import { createRoutes } from './host/routes';
import { Scheduler } from './host/scheduler';
import { connectDocuments, connectTopics, type EventSources } from './host/triggers';
import type { EmbeddedPubsub } from './pubsub';

/** Invocations of one function at once, unless it allows fewer: thousands of events must not run at the same time. */
const DEFAULT_CONCURRENCY_LIMIT = 80;

export interface FunctionHostOptions {
  /** The functions, as their module exports them. */
  exports: object;
  project: string;
  firestore: EmbeddedFirestore;
  pubsub: EmbeddedPubsub;
  /** 0, the default, takes a free port. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
  /** Runs the schedules. Default: the system's. */
  clock?: Clock;
  /** Whether scheduled functions run by themselves; on demand they always do. */
  schedules: boolean;
  /** Of failed Firestore triggers. Default: Google's, 10 s to 600 s. */
  backoff?: Backoff;
  /** Of Firestore triggers. */
  faults?: FaultSettings;
  concurrencyLimit?: number;
  log: Log;
}

export interface FunctionHost extends Worker {
  /** `http://127.0.0.1:5001` */
  readonly url: string;
  counters(): Record<string, FunctionCounters>;
  /** Runs a scheduled function now. @throws what it throws, or Error when there is none of that name. */
  runSchedule(name: string): Promise<void>;
  /** Replaces the faults of Firestore triggers. @throws Error when out of range. */
  setFaults(faults: FaultSettings): void;
  /** Takes up no further event or schedule; what runs goes on. */
  halt(): void;
  stop(): Promise<void>;
}

/**
 * Serves functions as Cloud Functions would: Pub/Sub and Firestore events come from the embedded services, schedules
 * run on the clock, HTTPS and callable functions are under `/{project}/{region}/{name}`.
 * @throws Error naming the function and the fault where one can't be served, or the port that is taken.
 */
export async function startFunctionHost(options: FunctionHostOptions): Promise<FunctionHost> {
  const { project, firestore, pubsub, port = 0, host = '127.0.0.1', clock = systemClock, log } = options;
  const activity = new Activity();
  const functions = discoverFunctions(
    options.exports,
    options.concurrencyLimit ?? DEFAULT_CONCURRENCY_LIMIT,
    activity,
  );
  const scheduler = new Scheduler(functions, clock, log);
  const faults = new Faults(options.faults);
  const sources: EventSources = {
    project,
    firestore,
    pubsub,
    faults,
    log,
    backoff: options.backoff ?? GOOGLE_BACKOFF,
  };
  connectTopics(functions, sources);
  const documentTriggers = connectDocuments(functions, sources);
  const workers = () => [...documentTriggers.queues.values(), ...scheduler.queues(), activity, pubsub];

  const describeFunction = (hosted: HostedFunction): object => ({
    name: hosted.name,
    region: hosted.region,
    trigger: hosted.trigger,
    concurrency: hosted.concurrency,
    counters: hosted.counters,
    ...(hosted.trigger.kind === 'schedule' && { nextRun: scheduler.nextRun(hosted.name) }),
    ...(hosted.trigger.kind === 'firestore' && {
      deliveries: documentTriggers.queues.get(hosted.name)?.counters(),
    }),
  });
  const describe = (): object => ({
    project,
    functions: functions.map(describeFunction),
    topics: pubsub.counters(),
    firestore: firestore.stats(project),
  });

  const server = await startHttpServer(
    createRoutes({ project, functions, scheduler, clock, describe }),
    host,
    port,
  );
  if (options.schedules) scheduler.start();
  const halt = () => {
    scheduler.stop();
    documentTriggers.unsubscribe();
    documentTriggers.queues.forEach((queue) => queue.halt());
  };
  return {
    url: server.url,
    counters: () => Object.fromEntries(functions.map(({ name, counters }) => [name, { ...counters }])),
    runSchedule: (name) => scheduler.run(name),
    setFaults: (settings) => faults.set(settings),
    isIdle: (idleOptions) => workers().every((worker) => worker.isIdle(idleOptions)),
    idle: (idleOptions) => allIdle(workers, idleOptions),
    halt,
    stop: () => {
      halt();
      return server.stop();
    },
  };
}
