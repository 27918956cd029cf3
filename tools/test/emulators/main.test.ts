import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { connectFirestore } from './connect';

// Each test starts the command as a process of its own.
jest.setTimeout(60_000);

const BUNDLED = resolve(__dirname, '../../../scripts/bundled.mjs');
const ready = z.strictObject({
  ready: z.literal(true),
  project: z.string(),
  firestore: z.string(),
  pubsub: z.string(),
  functions: z.url(),
});

type Command = ChildProcessByStdio<null, Readable, Readable>;

function run(...parameters: string[]): Command {
  return spawn(process.execPath, [BUNDLED, 'emulators/main.ts', ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const FREE_PORTS = ['--firestore-port', '0', '--pubsub-port', '0', '--functions-port', '0'];

async function exitCode(command: Command): Promise<unknown> {
  const result: unknown[] = await once(command, 'exit');
  return result[0];
}

/** Runs a command that fails, and gives its status and what it says. */
async function failure(...parameters: string[]) {
  const command = run(...parameters);
  const [code, stdout, stderr] = await Promise.all([
    exitCode(command),
    text(command.stdout),
    text(command.stderr),
  ]);
  return { code, stdout, stderr };
}

describe('npm run emulators', () => {
  it.each([
    ['SIGTERM', 0],
    // As every program that Ctrl-C ends.
    ['SIGINT', 130],
  ] as const)('serves the functions, says so in one line and ends on %s with %i', async (signal, status) => {
    const command = run(
      ...FREE_PORTS,
      '--project',
      'demo-main-test',
      '--now',
      '2024-07-01T12:00:00Z',
      '--no-schedules',
    );
    const exited = exitCode(command);
    command.stderr.resume();
    const lines: string[] = [];
    const reader = createInterface(command.stdout);
    reader.on('line', (line) => lines.push(line));
    await once(reader, 'line');
    const { functions, firestore, project } = ready.parse(JSON.parse(lines[0] ?? ''));
    expect(project).toBe('demo-main-test');

    const scheduled = await fetch(`${functions}/schedules/schedulePosSync`, { method: 'POST' });
    expect(await scheduled.json()).toMatchObject({ function: 'schedulePosSync', status: 'ok' });
    const db = connectFirestore(firestore, project);
    const { writeTime } = await db.doc('any/document').set({ v: 1 });
    expect(writeTime.toDate().toISOString()).toMatch(/^2024-07-01T12:0/);
    await db.terminate();

    command.kill(signal);
    expect(await exited).toBe(status);
    expect(lines).toHaveLength(1);
  });

  it('keeps the data when the functions, in a process of their own, are killed, and starts them again', async () => {
    const command = run(...FREE_PORTS, '--project', 'demo-own-process', '--no-schedules', '--own-process');
    const exited = exitCode(command);
    const log = createInterface(command.stderr);
    const [line]: unknown[] = await once(createInterface(command.stdout), 'line');
    const { functions, firestore, project } = ready.parse(JSON.parse(String(line)));
    const db = connectFirestore(firestore, project);
    await db.doc('any/document').set({ v: 1 });

    const processId = async () => {
      const listing = await (await fetch(functions)).json();
      return z.object({ processId: z.number() }).parse(listing).processId;
    };
    const first = await processId();
    process.kill(first, 'SIGKILL');
    for await (const logged of log) if (logged.includes('The functions run in a new process')) break;
    expect(await processId()).not.toBe(first);
    const scheduled = await fetch(`${functions}/schedules/schedulePosSync`, { method: 'POST' });
    expect(await scheduled.json()).toMatchObject({ status: 'ok' });
    expect((await db.doc('any/document').get()).data()).toEqual({ v: 1 });
    await db.terminate();

    command.kill('SIGTERM');
    expect(await exited).toBe(0);
  });

  it('names a port in use and exits with 1', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const { code, stdout, stderr } = await failure(...FREE_PORTS, '--functions-port', String(port));
    server.close();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`The function host can't listen on 127.0.0.1:${port}: the port is in use.`);
  });

  it('names a wrong option and exits with 1', async () => {
    const { code, stdout, stderr } = await failure('--pubsub-port', '70000');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/A port is a whole number/);
  });
});
