import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { callableNames } from '../../functions/src/api/registry';
import ora from 'ora';
import { documents } from '../docs/documents';
import { disagreements, readDotenvFiles, readHasSiteKey } from './agreement';
import { GOLDEN_MANIFEST, UPDATE_COMMAND } from './goldenManifest';
import { loadManifest, type Manifest } from './manifest';
import { loadEveryModule } from './modules';
import { copyUpload, readConfiguration } from './upload';

const run = promisify(execFile);
const PROJECT = resolve(__dirname, '../..');

/** The Node of the production runtime: this process's where it is that version, else npm's package of it. */
async function nodeOf(runtime: string): Promise<string> {
  const major = runtime.replace('nodejs', '');
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const { stdout } = await run('npx', ['--yes', `--package=node@${major}`, 'which', 'node']);
  return stdout.trim();
}

/** @throws Error with a line for each disagreement. */
async function assertAgreement(functions: string, manifest: Manifest): Promise<void> {
  const json = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(PROJECT, name), 'utf8'));
  const faults = disagreements({
    dotenv: await readDotenvFiles(functions, process.env['GCLOUD_PROJECT']),
    firebase: await json('firebase.json'),
    indexes: await json('firestore.indexes.json'),
    params: manifest.params.map(({ name }) => name),
    callables: callableNames,
    hasSiteKey: await readHasSiteKey(join(PROJECT, 'console')),
    expiring: documents
      .filter(({ names }) => names.some((name) => name === 'expireAt'))
      .map(({ path }) => path.split('/').at(-2) ?? ''),
  });
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** Does to the functions folder what deploying does, and compares the manifest with the one that is meant. */
async function check({ update }: { update: boolean }): Promise<boolean> {
  const progress = ora();
  const step = async <Result>(text: string, work: () => Promise<Result>): Promise<Result> => {
    progress.start(text);
    const result = await work();
    progress.succeed();
    return result;
  };
  const folder = await mkdtemp(join(tmpdir(), 'sync-sam-deploy-'));
  try {
    const { source, runtime, ignore } = await readConfiguration(PROJECT);
    const functions = join(PROJECT, source);
    await step('Build, as the predeploy step does', () => run('npm', ['run', 'build'], { cwd: functions }));
    await step('Copy what is uploaded', () => copyUpload(functions, folder, ignore));
    const node = await step(`Find the runtime ${runtime}`, () => nodeOf(runtime));
    await step('Install without development dependencies, from the lockfile', () =>
      run('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], { cwd: folder }),
    );
    await step('Load every module, also those that functions load late', () => loadEveryModule(folder, node));
    const { manifest, warnings } = await step('Load the functions', () => loadManifest(folder, [node]));
    if (warnings !== '') throw new Error(`Loading the functions warns:\n${warnings}`);
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    if (update) await writeFile(GOLDEN_MANIFEST, text);
    await step('Compare what different files say', () => assertAgreement(functions, manifest));
    const isAsMeant = text === (await readFile(GOLDEN_MANIFEST, 'utf8'));
    const names = Object.keys(manifest.endpoints);
    if (isAsMeant) progress.succeed(`${names.length} functions, as meant: ${names.join(', ')}`);
    else
      progress.fail(
        `The manifest differs from ${GOLDEN_MANIFEST}. If that's intended, run ${UPDATE_COMMAND}.`,
      );
    return isAsMeant;
  } catch (error) {
    progress.fail();
    throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const command = new Command('deploy:check')
  .description(
    'Does everything deploying does, short of deploying: build, upload folder, install, production runtime, manifest.',
  )
  .option('--update', 'rewrite the golden manifest', false)
  .action(async (options: { update: boolean }) => {
    process.exitCode = (await check(options)) ? 0 : 1;
  });

command.parseAsync().catch((error: unknown) => {
  const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${output}`);
  process.exitCode = 1;
});
