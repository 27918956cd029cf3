import { setTimeout as delay } from 'node:timers/promises';
import { clockStartingAt, systemClock, type Clock } from '../../src/platform/clock';
import type { Log } from '../../src/platform/log';
import { GOOGLE_BACKOFF, type Backoff } from './delivery/backoff';
import type { FaultSettings } from './delivery/faults';
import type { IdleOptions } from './delivery/quiet';
import { applyParamDefaults, enterEmulatorEnvironment } from './environment';
import { startFirestore, type EmbeddedFirestore } from './firestore';
import { startFunctionHost, type FunctionHost } from './functionHost';
import type { FunctionsEmulatorOptions } from './functionsEmulator';
import type { DispatcherOptions } from './host/dispatcher';
import { startProcessHost, type ProcessHost, type ProcessHostOptions } from './processHost';
import { startPubsub, type EmbeddedPubsub } from './pubsub';

/** How long `stop()` waits for invocations that are under way. */
const DEFAULT_DRAIN_MS = 5_000;

interface ServiceOptions {
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
}

export interface SuiteOptions extends ServiceOptions {
  /** Imports the functions; called when the services run and the environment points at them. */
  loadExports: (clock: Clock) => Promise<object>;
}

export interface ProcessSuiteOptions
  extends ServiceOptions, Pick<ProcessHostOptions, 'entry' | 'secretsFile' | 'restarts' | 'output'> {}

export interface Suite<Host extends FunctionHost = FunctionHost> {
  readonly project: string;
  readonly clock: Clock;
  readonly firestore: EmbeddedFirestore;
  readonly pubsub: EmbeddedPubsub;
  readonly functions: Host;
  /** Resolves when no message, trigger or invocation is under way or scheduled. */
  idle(options?: IdleOptions): Promise<void>;
  /** Replaces the faults of Pub/Sub and of Firestore triggers. @throws Error when out of range. */
  setFaults(faults: FaultSettings): void;
  /** Lets invocations that are under way end, up to `drainMs`, then frees the ports and restores the environment. */
  stop(drainMs?: number): Promise<void>;
}

/** What a host is started with, when the services run. */
interface HostOptions extends DispatcherOptions {
  port: number;
  schedules: boolean;
}

type Disposer = () => void | Promise<void>;

/**
 * Starts Firestore, Pub/Sub and the function host around the functions that `loadExports` imports, and points this
 * process at them; only one suite can run in a process at a time.
 * @throws Error when a port is taken or a function can't be served; what had started is stopped again.
 */
export function startSuite({ loadExports, ...options }: SuiteOptions): Promise<Suite> {
  return startServices(options, async (hostOptions, disposers) => {
    const exports = await loadExports(hostOptions.clock);
    disposers.push(await applyParamDefaults());
    return startFunctionHost({ ...hostOptions, exports });
  });
}

/**
 * The same with the functions in a process of their own, which can be killed while everything else lives on.
 * @throws Error likewise.
 */
export function startProcessSuite(options: ProcessSuiteOptions): Promise<Suite<ProcessHost>> {
  const { entry, secretsFile, restarts, output } = options;
  const own = { restarts, output, ...(entry && { entry }), ...(secretsFile && { secretsFile }) };
  return startServices(options, (hostOptions) => startProcessHost({ ...hostOptions, ...own }));
}

/**
 * The same with the functions in the Functions emulator of the Firebase CLI.
 * @throws Error likewise.
 */
export function startFunctionsEmulatorSuite(
  options: ServiceOptions & Pick<FunctionsEmulatorOptions, 'secretsFile' | 'output'>,
): Promise<Suite> {
  const { secretsFile, output } = options;
  return startServices(options, async (hostOptions) => {
    const { startFunctionsEmulator } = await import('./functionsEmulator');
    return startFunctionsEmulator({ ...hostOptions, secretsFile, output });
  });
}

async function startServices<Host extends FunctionHost>(
  options: ServiceOptions,
  startHost: (hostOptions: HostOptions, disposers: Disposer[]) => Promise<Host>,
): Promise<Suite<Host>> {
  const { project, schedules, log, backoff = GOOGLE_BACKOFF, faults = {} } = options;
  const { firestorePort = 0, pubsubPort = 0, functionsPort = 0 } = options;
  const clock = options.now ? clockStartingAt(options.now) : systemClock;
  const disposers: Disposer[] = [];
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
    const services = { project, firestore, pubsub, clock, backoff, faults, log };
    const functions = await startHost({ ...services, port: functionsPort, schedules }, disposers);
    disposers.push(() => functions.stop());
    return suiteOf({ project, clock, firestore, pubsub, functions }, log, dispose);
  } catch (error) {
    await dispose();
    throw error;
  }
}

function suiteOf<Host extends FunctionHost>(
  parts: Pick<Suite<Host>, 'project' | 'clock' | 'firestore' | 'pubsub' | 'functions'>,
  log: Log,
  dispose: () => Promise<void>,
): Suite<Host> {
  const { functions, pubsub } = parts;
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
    ...parts,
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
}
