import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { plainProgress } from '../../terminal/progress';
import { startEnvironment } from '../../demo/environment';
import { DEMO_NOW, threeTenants } from '../../demo/demos/threeTenants';
import { commandLog } from '../commandLog';
import { withBlock } from '../../docs/blocks';
import { formatted } from '../../docs/formatted';
import { Recording } from './recording';
import { referenceOf } from './reference';
import { playSession } from './session';
import { createProgram } from '../program';

/** Writes docs/cli.md's reference from the program, and its session from a run on the embedded services. */

const BUNDLED = resolve(__dirname, '../../../scripts/bundled.mjs');
const FILE = resolve(__dirname, '../../../docs/cli.md');

async function runProcess(parameters: readonly string[]) {
  const command = spawn(process.execPath, [BUNDLED, resolve(__dirname, '../main.ts'), ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [exit, stdout, stderr] = await Promise.all([
    once(command, 'exit'),
    text(command.stdout),
    text(command.stderr),
  ]);
  return { code: Number(exit[0]), stdout, stderr };
}

async function recordSession(): Promise<string> {
  const { large, small, odd } = threeTenants();
  const environment = await startEnvironment({
    tenants: [large, small, odd],
    now: DEMO_NOW,
    log: commandLog(false),
  });
  const { suite, secretsFile, firestore } = environment;
  const recording = new Recording({ [suite.firestore.host]: '127.0.0.1:8080' });
  try {
    await playSession({
      firestore,
      world: small.world,
      tell: (told) => recording.tell(told),
      sam: async (line) => {
        process.stderr.write(`$ ${line}\n`);
        const here = ['--secrets', secretsFile, '--now', suite.clock.now().toISOString()];
        const outcome = await runProcess([...line.split(' '), ...here]);
        await suite.idle();
        recording.command(line, outcome);
        return outcome.stdout;
      },
    });
  } finally {
    await environment.stop();
  }
  return recording.text();
}

async function main(): Promise<void> {
  const nothing = (): void => undefined;
  const openProgress = () => Promise.resolve(plainProgress(nothing));
  const program = createProgram({ print: nothing, warn: nothing, reply: nothing, openProgress });
  let document = await readFile(FILE, 'utf8');
  document = withBlock(document, 'reference', referenceOf(program));
  document = withBlock(document, 'session', await recordSession());
  await writeFile(FILE, await formatted(FILE, document));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
