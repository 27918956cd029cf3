/** `node scripts/bundled.mjs FILE …`: runs a TypeScript file of `tools/`, or one beside it (`../functions/…`), as one bundled file. */
import { join } from 'node:path';
import { startBundled } from './startBundled.mjs';

const [file, ...parameters] = process.argv.slice(2);
await startBundled(join(import.meta.dirname, '../tools'), file, parameters);
