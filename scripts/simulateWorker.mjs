/** A worker process of the simulator, whose pool calls what this exports: its sources as one bundled file. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundleOf } from './startBundled.mjs';

const bundle = await bundleOf(join(import.meta.dirname, '../tools'), 'simulate/workers/worker.ts', {
  eager: true,
});
const worker = createRequire(bundle)(bundle);

export default worker.default;
