import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { format, resolveConfig } from 'prettier';
import { callables } from '../../src/callables';
import { apiDocument } from './document';
import { UPDATE_COMMAND } from './general';

const FILE = resolve(__dirname, '../../../docs/api.md');

async function run({ check }: { check: boolean }): Promise<void> {
  const text = await format(apiDocument(callables), { ...(await resolveConfig(FILE)), filepath: FILE });
  if (!check) {
    await writeFile(FILE, text);
    return;
  }
  if (text === (await readFile(FILE, 'utf8').catch(() => ''))) return;
  throw new Error(`docs/api.md is not what the callables say: run ${UPDATE_COMMAND}.`);
}

const command = new Command('api')
  .description('Writes docs/api.md from the callables.')
  .option('--check', 'write nothing, and fail where the file would change', false)
  .allowExcessArguments(false)
  .action(run);

command.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
