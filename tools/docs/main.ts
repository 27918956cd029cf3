import { resolve } from 'node:path';
import { Command } from 'commander';
import { callableNames, loadCallables } from '../../functions/src/api/registry';
import { withExports, withRewrites } from './callableLists';
import { CONTRACT_FOLDER, contractFiles } from './client/contract';
import { clientDocumentFiles, DOCUMENTS_FOLDER } from './client/documents';
import { withAppCheck } from './contentPolicy';
import { dataModelDocument } from './dataModel';
import { apiDocument } from './document';
import { documents } from './documents';
import { documentSchema } from './documentSchema';
import { generate, type GenerateOptions, type GeneratedFiles } from './generatedFiles';
import { openApiDocument } from './openapi';
import { securityDocument } from './security';

/** The files that are made from the callables and the documents, wholly or in part. */
const files: GeneratedFiles = {
  'docs/api.md': async () => apiDocument(await loadCallables()),
  'docs/openapi.json': async () => JSON.stringify(openApiDocument(await loadCallables())),
  ...contractFiles,
  ...clientDocumentFiles,
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

const folders = [CONTRACT_FOLDER, DOCUMENTS_FOLDER, 'docs/schema'];

const command = new Command('api')
  .description(
    "Writes docs/api.md, docs/openapi.json, the tables of docs/data-model.md and docs/security.md, docs/schema, the client's types, and the lists of callables in functions/src/index.ts and firebase.json.",
  )
  .option('--check', 'write nothing, and fail if a file would change', false)
  .option('--region <region>', 'where the functions run: the rewrites in firebase.json pass calls there')
  .option('--app-check', "let App Check's reCAPTCHA in by the console's policy in firebase.json")
  .option('--no-app-check', 'keep it out again')
  .allowExcessArguments(false)
  .action((options: GenerateOptions) => generate(resolve(__dirname, '../..'), { files, folders }, options));

command.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
