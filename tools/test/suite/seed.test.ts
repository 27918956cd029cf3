import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { connectFirestore } from '../emulators/connect';

const BUNDLED = resolve(__dirname, '../../../scripts/bundled.mjs');
const ready = z.object({ project: z.string(), firestore: z.string(), pubsub: z.string() });

const commands: ChildProcessByStdio<null, Readable, Readable>[] = [];

function run(script: string, ...parameters: string[]) {
  const command = spawn(process.execPath, [BUNDLED, script, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  commands.push(command);
  return command;
}

afterEach(async () => {
  const ended = commands.filter(({ exitCode }) => exitCode === null).map((command) => once(command, 'exit'));
  for (const command of commands.splice(0)) command.kill('SIGTERM');
  await Promise.all(ended);
});

describe('npm run seed', () => {
  it('gives emulators that run two shops, syncs them, and keeps the secrets that are there', async () => {
    const secrets = join(await mkdtemp(join(tmpdir(), 'seed-')), 'secrets');
    await writeFile(secrets, 'ALLEAVES_PIN=1');
    const emulators = run(
      'emulators/main.ts',
      ...['--firestore-port', '0', '--pubsub-port', '0', '--functions-port', '0', '--no-schedules'],
      ...['--project', 'demo-seed', '--secrets', secrets],
    );
    emulators.stderr.resume();
    const [line]: string[] = await once(createInterface(emulators.stdout), 'line');
    const { firestore: host, pubsub, project } = ready.parse(JSON.parse(line ?? ''));

    const seed = run(
      'suite/seed.ts',
      ...['--firestore', host, '--pubsub', pubsub, '--project', project],
      ...['--pos-port', '0', '--customers', '20', '--secrets', secrets],
    );
    const told: string[] = [];
    for await (const text of createInterface(seed.stderr)) {
      told.push(text);
      if (text.includes('until Ctrl-C')) break;
    }
    expect(told.join('\n')).toMatch(
      /greenleaf: 20 customers, \d+ orders[^]*oddities: 13 customers, 30 orders/,
    );

    const firestore = connectFirestore(host, project);
    for (const [shop, customers] of [
      ['greenleaf', 20],
      ['oddities', 13],
    ] as const) {
      const status = await firestore.doc(`tenants/${shop}/sync_status/pos`).get();
      expect(status.data()).toMatchObject({ state: 'succeeded', customerCount: customers });
    }
    await firestore.terminate();
    expect(await readFile(secrets, 'utf8')).toMatch(/^ALLEAVES_PIN=1\ngreenleaf_USERNAME=.*\n/);
  });
});
