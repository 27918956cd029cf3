import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { findHidane } from './findHidane';

/** What it says of where it listens. */
const ENDPOINT = /^API endpoint: http:\/\/(\S+)$/;

/** Lines of its output that are kept, for the case that it doesn't start. */
const MAX_LINES = 50;

export interface HidaneProcessOptions {
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** The security rules. */
  rules: string;
  /** `host:port` to which it sends the events of documents. */
  eventsTo?: string;
}

/** hidane at work. */
export interface HidaneProcess {
  /** `127.0.0.1:8080`. */
  readonly host: string;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Starts hidane. Whatever ends this process, nothing of it stays behind.
 * @throws Error with what it said when it doesn't start, and with how to get it when it isn't installed.
 */
export async function startHidaneProcess(options: HidaneProcessOptions): Promise<HidaneProcess> {
  const { host, port, rules, eventsTo } = options;
  const parameters = ['--host', host, '--port', String(port), '--rules', rules];
  if (eventsTo !== undefined) parameters.push('--functions_emulator', eventsTo);
  const child = spawn(findHidane(), parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'close');
  const lines: string[] = [];
  const bound = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        if (lines.length < MAX_LINES) lines.push(line);
        const address = ENDPOINT.exec(line)?.[1];
        if (address !== undefined) resolve(address);
      });
    }
  });
  const address = await Promise.race([bound, ended.then(() => undefined)]);
  if (address === undefined) {
    process.off('exit', kill);
    throw new Error(`hidane did not start at ${host}:${port}:\n${lines.join('\n')}`);
  }
  return {
    host: address,
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      process.off('exit', kill);
    },
  };
}
