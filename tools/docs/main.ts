import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { format, resolveConfig } from 'prettier';
import { callableNames, loadCallables } from '../../functions/src/api/registry';
import { withExports, withRewrites } from './callableLists';
import { contractTypes, documentTypes } from './clientTypes';
import { withAppCheck } from './contentPolicy';
import { dataModelDocument } from './dataModel';
import { apiDocument } from './document';
import { documents } from './documents';
import { documentSchema } from './documentSchema';
import { UPDATE_COMMAND } from './general';
import { openApiDocument } from './openapi';
import { securityDocument } from './security';

interface Options {
  check: boolean;
  region?: string;
  appCheck?: boolean;
}

/** The files that are made from the callables and the documents, wholly or in part: how each follows from what it is now. */
const FILES: Readonly<Record<string, (text: string, options: Options) => string | Promise<string>>> = {
  'docs/api.md': async () => apiDocument(await loadCallables()),
  'docs/openapi.json': async () => JSON.stringify(openApiDocument(await loadCallables())),
  'client/src/contract.ts': async () => contractTypes(await loadCallables()),
  'client/src/documents.ts': documentTypes,
  'docs/data-model.md': dataModelDocument,
  'docs/security.md': async (text) => securityDocument(text, await loadCallables()),
  'functions/src/index.ts': (text) => withExports(text, callableNames),
  'firebase.json': (text, { region, appCheck }) =>
    withAppCheck(withRewrites(text, callableNames, region), appCheck),
  ...Object.fromEntries(
    documents.map((document) => [
      `docs/schema/${document.name}.schema.json`,
      () => JSON.stringify(documentSchema(document)),
    ]),
  ),
};

async function run(options: Options): Promise<void> {
  const { check } = options;
  for (const [name, make] of Object.entries(FILES)) {
    const filepath = resolve(__dirname, '../..', name);
    const before = await readFile(filepath, 'utf8').catch(() => '');
    const text = await format(await make(before, options), { ...(await resolveConfig(filepath)), filepath });
    if (text === before) continue;
    if (check)
      throw new Error(`${name} is not what the callables and the documents say: run ${UPDATE_COMMAND}.`);
    await mkdir(dirname(filepath), { recursive: true });
    await writeFile(filepath, text);
  }
}

const command = new Command('api')
  .description(
    "Writes docs/api.md, docs/openapi.json, the tables of docs/data-model.md and docs/security.md, docs/schema, the client's types, and the lists of callables in functions/src/index.ts and firebase.json.",
  )
  .option('--check', 'write nothing, and fail if a file would change', false)
  .option('--region <region>', 'where the functions run: the rewrites in firebase.json pass calls there')
  .option('--app-check', "let App Check's reCAPTCHA in by the console's policy in firebase.json")
  .option('--no-app-check', 'keep it out again')
  .allowExcessArguments(false)
  .action(run);

command.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
