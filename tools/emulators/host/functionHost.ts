import { systemClock, type Clock } from '../../../functions/src/platform/ports/clock';
import type { FaultSettings } from '../delivery/faults';
import type { IdleOptions, Worker } from '../delivery/quiet';
import { Activity } from '../delivery/activity';
import { Dispatcher, type DispatcherOptions } from './dispatcher';
import { describeFunction, type FunctionCounters, type FunctionHandle } from '../functions/functionHandle';
import { DEFAULT_CONCURRENCY_LIMIT, discoverFunctions } from '../functions/hostedFunction';
import type { Overload } from '../functions/places';
import { startHttpServer } from '../../servers/httpServer';
import { createRoutes } from './routes';

export interface FunctionHostOptions extends Omit<DispatcherOptions, 'clock'> {
  /** The functions, as their module exports them. */
  exports: object;
  /** 0, the default, takes a free port. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
  /** Runs the schedules. Default: the system's. */
  clock?: Clock;
  /** Whether scheduled functions run by themselves; on demand they always do. */
  schedules: boolean;
  concurrencyLimit?: number;
  overload?: Overload;
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
  const { project, firestore, pubsub, port = 0, host = '127.0.0.1', clock = systemClock } = options;
  const activity = new Activity();
  const functions = discoverFunctions(
    options.exports,
    options.concurrencyLimit ?? DEFAULT_CONCURRENCY_LIMIT,
    activity,
    options.overload,
  );
  const dispatcher = await Dispatcher.connect(functions, { ...options, clock }, [activity]);
  const { scheduler } = dispatcher;

  const describeOne = (hosted: FunctionHandle): object => ({
    ...describeFunction(hosted),
    ...(hosted.trigger.kind === 'schedule' && { nextRun: scheduler.nextRun(hosted.name) }),
    ...(hosted.trigger.kind === 'firestore' && { deliveries: dispatcher.documentDeliveries(hosted.name) }),
  });
  const describe = (): object => ({
    project,
    functions: functions.map(describeOne),
    topics: pubsub.counters(),
    firestore: firestore.stats?.(project),
  });

  const server = await startHttpServer(
    createRoutes({ project, functions, scheduler, clock, describe }),
    host,
    port,
  );
  if (options.schedules) scheduler.start();
  return hostOf(dispatcher, server.url, () => server.stop());
}

/** A host of what a dispatcher serves. @param end Ends what runs the functions. */
export function hostOf(dispatcher: Dispatcher, url: string, end: () => Promise<void>): FunctionHost {
  return {
    url,
    counters: () => dispatcher.counters(),
    runSchedule: (name) => dispatcher.scheduler.run(name),
    setFaults: (settings) => dispatcher.setFaults(settings),
    isIdle: (idleOptions?: IdleOptions) => dispatcher.isIdle(idleOptions),
    idle: (idleOptions) => dispatcher.idle(idleOptions),
    halt: () => dispatcher.halt(),
    stop: () => {
      dispatcher.halt();
      return end();
    },
  };
}
