import { setTimeout as delay } from 'node:timers/promises';
import { clockStartingAt, systemClock, type Clock } from '../../functions/src/platform/ports/clock';
import type { Log } from '../../functions/src/platform/ports/log';
import { GOOGLE_BACKOFF, type Backoff } from './delivery/backoff';
import type { FaultSettings } from './delivery/faults';
import type { IdleOptions } from './delivery/quiet';
import { applyParamDefaults, enterEmulatorEnvironment } from './environment';
import { startFirestore, type EmbeddedFirestore } from './firestore/embeddedFirestore';
import type { FirestoreService } from './firestore/firestoreService';
import { startFunctionHost, type FunctionHost } from './host/functionHost';
import type { FunctionsEmulatorOptions } from './functionsEmulator';
import type { DispatcherOptions } from './host/dispatcher';
import { startProcessHost, type ProcessHost, type ProcessHostOptions } from './process/processHost';
import type { Overload } from './functions/places';
import { startPubsub, type EmbeddedPubsub } from './pubsub/embeddedPubsub';

/** How long `stop()` waits for invocations that are under way. */
const DEFAULT_DRAIN_MS = 5_000;

export interface ServiceOptions {
  /** Ports: 0, the default, takes a free one. */
  firestorePort?: number;
  pubsubPort?: number;
  functionsPort?: number;
  project: string;
  /** `host:port` of an Auth emulator. */
  authHost?: string;
  /** Whether scheduled functions run by themselves. */
  schedules: boolean;
  /** The time at which the suite's clock starts; it runs on from there. Default: the system's clock. */
  now?: Date;
  /** For failed deliveries. Default: Google's, 10 s to 600 s. */
  backoff?: Backoff;
  faults?: FaultSettings;
  /** How few instances functions have, and how long they hold what finds none free. Default: as they declare, and 10 s. */
  overload?: Overload;
  log: Log;
}

export interface SuiteOptions extends ServiceOptions {
  /** Imports the functions; called when the services run and the environment points at them. */
  loadExports: (clock: Clock) => Promise<object>;
}

export interface ProcessSuiteOptions
  extends ServiceOptions, Pick<ProcessHostOptions, 'entry' | 'secretsFile' | 'restarts' | 'output'> {}

/** Starts the Firestore of a suite. */
export type OpenFirestore<Store extends FirestoreService> = (options: {
  port: number;
  clock: Clock;
}) => Promise<Store>;

export interface Suite<
  Host extends FunctionHost = FunctionHost,
  Store extends FirestoreService = EmbeddedFirestore,
> {
  readonly project: string;
  readonly clock: Clock;
  readonly firestore: Store;
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
  overload?: Overload;
  schedules: boolean;
}

type Disposer = () => void | Promise<void>;

/**
 * Starts Firestore, Pub/Sub and the function host around the functions that `loadExports` imports, and points this
 * process at them; only one suite can run in a process at a time.
 * @throws Error when a port is taken or a function can't be served; what had started is stopped again.
 */
export function startSuite(options: SuiteOptions): Promise<Suite> {
  return startSuiteOn(startFirestore, options);
}

/** The same on any Firestore. @throws Error likewise. */
export function startSuiteOn<Store extends FirestoreService>(
  openFirestore: OpenFirestore<Store>,
  { loadExports, ...options }: SuiteOptions,
): Promise<Suite<FunctionHost, Store>> {
  return startServices(openFirestore, options, async (hostOptions, disposers) => {
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
  return startProcessSuiteOn(startFirestore, options);
}

/** The same on any Firestore. @throws Error likewise. */
export function startProcessSuiteOn<Store extends FirestoreService>(
  openFirestore: OpenFirestore<Store>,
  options: ProcessSuiteOptions,
): Promise<Suite<ProcessHost, Store>> {
  const { entry, secretsFile, restarts, output } = options;
  const own = { restarts, output, ...(entry && { entry }), ...(secretsFile && { secretsFile }) };
  return startServices(openFirestore, options, (hostOptions) => startProcessHost({ ...hostOptions, ...own }));
}

/**
 * The same with the functions in the Functions emulator of the Firebase CLI, and with its Auth and Hosting emulators if wanted.
 * @throws Error likewise.
 */
export function startFunctionsEmulatorSuiteOn<Store extends FirestoreService>(
  openFirestore: OpenFirestore<Store>,
  options: ServiceOptions & Pick<FunctionsEmulatorOptions, 'secretsFile' | 'clients' | 'output'>,
): Promise<Suite<FunctionHost, Store>> {
  const { secretsFile, clients, output } = options;
  return startServices(openFirestore, options, async (hostOptions) => {
    const { startFunctionsEmulator } = await import('./functionsEmulator');
    return startFunctionsEmulator({ ...hostOptions, secretsFile, output, ...(clients && { clients }) });
  });
}

async function startServices<Host extends FunctionHost, Store extends FirestoreService>(
  openFirestore: OpenFirestore<Store>,
  options: ServiceOptions,
  startHost: (hostOptions: HostOptions, disposers: Disposer[]) => Promise<Host>,
): Promise<Suite<Host, Store>> {
  const { project, authHost, schedules, log, backoff = GOOGLE_BACKOFF, faults = {} } = options;
  const { firestorePort = 0, pubsubPort = 0, functionsPort = 0 } = options;
  const clock = options.now ? clockStartingAt(options.now) : systemClock;
  const disposers: Disposer[] = [];
  const dispose = async () => {
    for (const disposeOne of disposers.splice(0).reverse()) await disposeOne();
  };
  try {
    const firestore = await openFirestore({ port: firestorePort, clock });
    disposers.push(() => firestore.stop());
    const pubsub = await startPubsub({ port: pubsubPort, clock, backoff, faults, log });
    disposers.push(() => pubsub.stop());
    const addresses = { project, firestoreHost: firestore.host, pubsubHost: pubsub.host };
    disposers.push(enterEmulatorEnvironment({ ...addresses, ...(authHost !== undefined && { authHost }) }));
    const services = { project, firestore, pubsub, clock, backoff, faults, log };
    const { overload } = options;
    const host = { ...services, port: functionsPort, schedules, ...(overload && { overload }) };
    const functions = await startHost(host, disposers);
    disposers.push(() => functions.stop());
    return suiteOf({ project, clock, firestore, pubsub, functions }, log, dispose);
  } catch (error) {
    await dispose();
    throw error;
  }
}

function suiteOf<Host extends FunctionHost, Store extends FirestoreService>(
  parts: Pick<Suite<Host, Store>, 'project' | 'clock' | 'firestore' | 'pubsub' | 'functions'>,
  log: Log,
  dispose: () => Promise<void>,
): Suite<Host, Store> {
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
