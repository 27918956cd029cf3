import { setTimeout as delay } from 'node:timers/promises';
import { clockStartingAt, systemClock, type Clock } from '../../src/platform/clock';
import type { Log } from '../../src/platform/log';
import { GOOGLE_BACKOFF, type Backoff } from './delivery/backoff';
import type { FaultSettings } from './delivery/faults';
import type { IdleOptions } from './delivery/quiet';
import { applyParamDefaults, enterEmulatorEnvironment } from './environment';
import { startFirestore, type EmbeddedFirestore } from './firestore';
import { startFunctionHost, type FunctionHost } from './functionHost';
import { startPubsub, type EmbeddedPubsub } from './pubsub';

/** How long `stop()` waits for invocations that are under way. */
const DEFAULT_DRAIN_MS = 5_000;

export interface SuiteOptions {
  /** Ports: 0, the default, takes a free one. */
  firestorePort?: number;
  pubsubPort?: number;
  functionsPort?: number;
  project: string;
  /** Whether scheduled functions run by themselves. */
  schedules: boolean;
  /** The time at which the suite's clock starts; it runs on from there. Default: the system's clock. */
  now?: Date;
  /** For failed deliveries. Default: Google's, 10 s to 600 s. */
  backoff?: Backoff;
  faults?: FaultSettings;
  log: Log;
  /** Imports the functions; called when the services run and the environment points at them. */
  loadExports: (clock: Clock) => Promise<object>;
}

export interface Suite {
  readonly project: string;
  readonly clock: Clock;
  readonly firestore: EmbeddedFirestore;
  readonly pubsub: EmbeddedPubsub;
  readonly functions: FunctionHost;
  /** Resolves when no message, trigger or invocation is under way or scheduled. */
  idle(options?: IdleOptions): Promise<void>;
  /** Replaces the faults of Pub/Sub and of Firestore triggers. @throws Error when out of range. */
  setFaults(faults: FaultSettings): void;
  /** Lets invocations that are under way end, up to `drainMs`, then frees the ports and restores the environment. */
  stop(drainMs?: number): Promise<void>;
}

/**
 * Starts Firestore, Pub/Sub and the function host around the functions that `loadExports` imports, and points this
 * process at them; only one suite can run in a process at a time.
 * @throws Error when a port is taken or a function can't be served; what had started is stopped again.
 */
export async function startSuite(options: SuiteOptions): Promise<Suite> {
  const { project, schedules, log, backoff = GOOGLE_BACKOFF, faults = {} } = options;
  const { firestorePort = 0, pubsubPort = 0, functionsPort = 0 } = options;
  const clock = options.now ? clockStartingAt(options.now) : systemClock;
  const disposers: (() => void | Promise<void>)[] = [];
  const dispose = async () => {
    for (const disposeOne of disposers.splice(0).reverse()) await disposeOne();
  };
  try {
    const firestore = await startFirestore({ port: firestorePort, clock });
    disposers.push(() => firestore.stop());
    const pubsub = await startPubsub({ port: pubsubPort, clock, backoff, faults, log });
    disposers.push(() => pubsub.stop());
    disposers.push(
      enterEmulatorEnvironment({ project, firestoreHost: firestore.host, pubsubHost: pubsub.host }),
    );
    const exports = await options.loadExports(clock);
    disposers.push(await applyParamDefaults());
    const functions = await startFunctionHost({
      exports,
      project,
      firestore,
      pubsub,
      port: functionsPort,
      clock,
      schedules,
      backoff,
      faults,
      log,
    });
    disposers.push(() => functions.stop());

    const drain = async (drainMs: number) => {
      functions.halt();
      pubsub.halt();
      const waiting = new AbortController();
      const timeUp = delay(drainMs, 'time up', { signal: waiting.signal }).catch(() => 'done');
      const outcome = await Promise.race([functions.idle().then(() => 'done'), timeUp]);
      waiting.abort();
      if (outcome === 'time up')
        log.warn('Invocations were cut off', { drainMs, functions: functions.counters() });
    };
    return {
      project,
      clock,
      firestore,
      pubsub,
      functions,
      idle: (idleOptions) => functions.idle(idleOptions),
      setFaults: (settings) => {
        pubsub.setFaults(settings);
        functions.setFaults(settings);
      },
      stop: async (drainMs = DEFAULT_DRAIN_MS) => {
        await drain(drainMs);
        await dispose();
      },
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
