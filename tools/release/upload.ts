import { cp, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { minimatch } from 'minimatch';
import { z } from 'zod';

const configuration = z.object({
  functions: z.tuple([
    z.object({ source: z.string(), runtime: z.string().regex(/^nodejs\d+$/), ignore: z.array(z.string()) }),
  ]),
});

/** What `firebase.json` says of the functions. */
export async function readConfiguration(project: string) {
  const parsed = configuration.parse(JSON.parse(await readFile(join(project, 'firebase.json'), 'utf8')));
  return parsed.functions[0];
}

/** Copies what `firebase deploy` uploads of a folder: all but what `ignore` names. */
export async function copyUpload(folder: string, target: string, ignore: readonly string[]): Promise<void> {
  await cp(folder, target, {
    recursive: true,
    filter: (path) =>
      path === folder || !ignore.some((glob) => minimatch(basename(path), glob, { dot: true })),
  });
}
