import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../functions/src/platform/ports/clock';
import { backoffMs, type Backoff } from '../delivery/backoff';
import { hostOf, type FunctionHost } from '../host/functionHost';
import { Dispatcher, type DispatcherOptions } from '../host/dispatcher';
import type { Overload } from '../functions/places';
import { startFunctionProcess, type FunctionProcess } from './functionProcess';
import { RemoteFunction } from './remoteFunction';

const DEFAULT_ENTRY = resolve(__dirname, 'main.ts');

/** Between attempts to start a process that does not start any more, because of an error in changed code say. */
const RESTART_BACKOFF: Backoff = { minimumMs: 1_000, maximumMs: 10_000 };

export interface ProcessHostOptions extends DispatcherOptions {
  clock: Clock;
  /** Whether scheduled functions run by themselves; on demand they always do. */
  schedules: boolean;
  /** 0, the default, takes a free port. */
  port?: number;
  /** A program that calls `runFunctionProcess`. Default: one that runs the functions of this project. */
  entry?: string;
  secretsFile?: string;
  overload?: Overload;
  /** Whether a process that ended gets a successor at once; otherwise {@link ProcessHost.restart} starts it. */
  restarts: boolean;
  /** Takes the lines that the functions write. */
  output: (line: string) => void;
}

/** Functions in a process of their own, as on Cloud Run: it can die, and the services live on and deliver again. */
export interface ProcessHost extends FunctionHost {
  /** The process that runs the functions now, or ran them last. */
  processId(): number;
  /** Ends the process by SIGKILL, in the middle of whatever it does. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts a process in the place of one that has ended, on the same port. */
  restart(): Promise<void>;
}

/**
 * Starts the process and sends it the services' events. What functions there are is settled by the first process; a
 * successor with others is warned of.
 * @throws Error when it can't serve.
 */
export async function startProcessHost(options: ProcessHostOptions): Promise<ProcessHost> {
  const { project, clock, log, entry = DEFAULT_ENTRY, secretsFile, output } = options;
  const start = (port: number): Promise<FunctionProcess> =>
    startFunctionProcess({
      entry,
      wiring: {
        project,
        port,
        clockOffsetMs: clock.now().getTime() - Date.now(),
        ...(secretsFile !== undefined && { secretsFile }),
        ...(options.overload && { overload: options.overload }),
      },
      output,
    });
  const first = await start(options.port ?? 0);
  const port = Number(new URL(first.url).port);
  const functions = first.functions.map((described) => new RemoteFunction(described, project, first.url));
  const dispatcher = await Dispatcher.connect(functions, options);
  const stopping = new AbortController();
  let current = first;

  const restart = async () => {
    current = await start(port);
    if (stopping.signal.aborted) return current.end('SIGTERM');
    if (JSON.stringify(current.functions) !== JSON.stringify(first.functions)) {
      log.warn('The functions have different triggers now. Restart the emulators to use them', { project });
    }
    log.info('The functions run in a new process', { processId: current.id });
  };
  /** Sees to it that there is a process until the host stops. */
  const supervise = async () => {
    for (let failures = 0; ;) {
      await current.ended;
      if (stopping.signal.aborted) return;
      try {
        await restart();
        failures = 0;
      } catch (error) {
        failures += 1;
        const triedAgainInMs = backoffMs(RESTART_BACKOFF, failures);
        log.error('The functions did not start', { triedAgainInMs, error: String(error) });
        await delay(triedAgainInMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  const supervised = options.restarts ? supervise() : Promise.resolve();

  if (options.schedules) dispatcher.scheduler.start();
  const host = hostOf(dispatcher, first.url, async () => {
    stopping.abort();
    await current.end('SIGTERM');
    await supervised;
  });
  return Object.assign(host, {
    processId: () => current.id,
    kill: () => current.end('SIGKILL'),
    restart,
  });
}
