import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

const manifestSchema = z.looseObject({
  endpoints: z.record(z.string(), z.record(z.string(), z.unknown())),
  params: z.array(z.looseObject({ name: z.string() })),
});

/** What a deployment creates: every function with its trigger and options, the params, and the APIs it needs. */
export type Manifest = z.infer<typeof manifestSchema>;

/**
 * Loads the manifest of a built package as `firebase deploy` does: by the program of the package's own firebase-functions.
 *
 * @param folder A functions package with `lib/` and `node_modules/`.
 * @param node The Node program and its leading arguments.
 * @throws Error with the program's output where the package can't be loaded.
 */
export async function loadManifest(
  folder: string,
  node: readonly [string, ...string[]] = [process.execPath],
): Promise<{ manifest: Manifest; warnings: string }> {
  const output = await mkdtemp(join(tmpdir(), 'sync-sam-manifest-'));
  const file = join(output, 'manifest.json');
  const [program, ...leading] = node;
  const loader = join(folder, 'node_modules/firebase-functions/lib/bin/firebase-functions.js');
  try {
    const { stderr } = await run(program, [...leading, loader], {
      // The program takes a folder only beside another argument, and else the current one.
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        GCLOUD_PROJECT: 'demo-sync-sam',
        FUNCTIONS_CONTROL_API: 'true',
        FUNCTIONS_MANIFEST_OUTPUT_PATH: file,
      },
    });
    return { manifest: manifestSchema.parse(JSON.parse(await readFile(file, 'utf8'))), warnings: stderr };
  } finally {
    await rm(output, { recursive: true });
  }
}
