/**
 * `node scripts/bundled.mjs [--eager] FILE …`: runs a TypeScript file of `tools/`, or one beside it (`../functions/…`), as one bundled
 * file; eager ones load their packages before they run.
 */
import { join } from 'node:path';
import { startBundled } from './startBundled.mjs';

const eager = process.argv[2] === '--eager';
const [file, ...parameters] = process.argv.slice(eager ? 3 : 2);
await startBundled(join(import.meta.dirname, '../tools'), file, parameters, { eager });
