import { fork } from 'node:child_process';
import { once } from 'node:events';
import { relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { processReport, type DescribedFunction, type ProcessWiring } from './protocol';

const TOOLS = resolve(__dirname, '../..');
const BUNDLED = resolve(TOOLS, '../scripts/bundled.mjs');

export interface FunctionProcessOptions {
  /** The program; it calls `runFunctionProcess`. */
  entry: string;
  wiring: ProcessWiring;
  /** Takes the lines that it writes to stdout and stderr. */
  output: (line: string) => void;
}

/** A process that runs functions and nothing else. */
export interface FunctionProcess {
  readonly id: number;
  /** `http://127.0.0.1:5001` */
  readonly url: string;
  readonly functions: readonly DescribedFunction[];
  /** Resolves when it has ended, for whatever reason, and its last line is out. */
  readonly ended: Promise<void>;
  /** Sends it a signal and waits until it has ended. SIGKILL leaves it no time for anything. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

function forward(stream: Readable | null, output: (line: string) => void): void {
  if (stream) createInterface(stream).on('line', output);
}

/**
 * Starts a process of functions, with the environment of this one.
 * @throws Error with what it said, when it can't serve.
 */
export async function startFunctionProcess(options: FunctionProcessOptions): Promise<FunctionProcess> {
  const child = fork(BUNDLED, [relative(TOOLS, options.entry), JSON.stringify(options.wiring)], {
    cwd: TOOLS,
    // What this process sees as its own, which is not always what the operating system gave it.
    env: process.env,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  forward(child.stdout, options.output);
  forward(child.stderr, options.output);
  const closed = once(child, 'close');
  const reported = once(child, 'message');
  const [message]: unknown[] = await Promise.race([reported, closed.then(() => [])]);
  const report = processReport.safeParse(message);
  if (!report.success || 'fault' in report.data || child.pid === undefined) {
    child.kill('SIGKILL');
    const fault =
      report.success && 'fault' in report.data ? report.data.fault : 'it ended without an error message';
    throw new Error(`The process of the functions did not start: ${fault}`);
  }
  const ended = closed.then(() => undefined);
  return {
    id: child.pid,
    ...report.data,
    ended,
    end: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}
