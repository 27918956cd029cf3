import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { freePorts } from '../../../tools/servers/freePorts';
import { announce, HOW_WITHOUT, isAnnounced, isLeftOut } from './environment';

const services = z.looseObject({ firestore: z.string(), pubsub: z.string() });

const BUNDLED = resolve(__dirname, '../../../scripts/bundled.mjs');

const PORTS = ['firestore', 'pubsub', 'functions', 'auth', 'hosting'].flatMap((name) => [
  `--${name}-port`,
  '0',
]);

interface Command {
  stdout: string[];
  stderr: string[];
  stop: () => Promise<void>;
}

/**
 * Starts one of the tools, and waits until it has said what is waited for.
 * @throws Error with what it said if it ends before.
 */
async function start(parameters: string[], isReady: (command: Command) => boolean): Promise<Command> {
  const child = spawn(process.execPath, [BUNDLED, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((end) => child.once('close', () => end()));
  // Whatever ends the tests, it doesn't stay behind.
  process.once('exit', () => child.kill('SIGTERM'));
  const command: Command = {
    stdout: [],
    stderr: [],
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
  await new Promise<void>((ready, fail) => {
    const read = (stream: ChildProcess['stdout'], lines: string[]) => {
      if (stream === null) return;
      createInterface(stream).on('line', (line) => {
        lines.push(line);
        if (isReady(command)) ready();
      });
    };
    read(child.stdout, command.stdout);
    read(child.stderr, command.stderr);
    const fault = () => [`${parameters[0]} ended:`, ...command.stderr, HOW_WITHOUT].join('\n');
    void ended.then(() => fail(new Error(fault())));
  });
  return command;
}

const HEADING = 'Connect a client';

/** The lines of code among what was printed; none before all are there. */
function printedLines(printed: readonly string[]): string[] {
  const first = printed.findIndex((line) => line.startsWith(HEADING)) + 1;
  const last = printed.indexOf('', first);
  return first === 0 || last === -1 ? [] : printed.slice(first, last).map((line) => line.trim());
}

/**
 * Starts, for all tests, what README tells those who build a client to start: the environment, and two shops in it.
 * Returns how to stop it; nothing where one runs already, as `CLIENTS` says then.
 */
export default async function startEnvironment(): Promise<(() => Promise<void>) | undefined> {
  if (isLeftOut || isAnnounced()) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'clients-'));
  const secrets = join(folder, 'secrets');
  await writeFile(secrets, '');
  const project = 'demo-clients';
  const [port] = await freePorts(1);
  const page = `http://127.0.0.1:${port}`;
  const emulators = await start(
    [
      ...['emulators/main.ts', '--firestore', 'hidane', '--auth', '--no-schedules', ...PORTS],
      ...['--project', project, '--secrets', secrets, '--origins', page],
    ],
    ({ stdout, stderr }) => stdout.length > 0 && printedLines(stderr).length > 0,
  );
  const found = services.parse(JSON.parse(emulators.stdout[0] ?? ''));
  const shops = await start(
    [
      ...['suite/seed.ts', '--firestore', found.firestore, '--pubsub', found.pubsub, '--project', project],
      ...['--pos-port', '0', '--customers', '40', '--secrets', secrets],
    ],
    ({ stderr }) => stderr.some((line) => line.includes('until Ctrl-C')),
  );
  announce({ ...found, page, lines: printedLines(emulators.stderr) });
  return async () => {
    await shops.stop();
    await emulators.stop();
    await rm(folder, { recursive: true });
  };
}
