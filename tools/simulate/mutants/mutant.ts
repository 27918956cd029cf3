import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A change of one source file: `find` must occur in it exactly once. */
export interface Patch {
  file: string;
  find: string;
  replace: string;
}

/** A bug that somebody could have made. It lives here only: production code has no switches. */
export interface Mutant {
  name: string;
  /** What is wrong with it. */
  description: string;
  patches: readonly Patch[];
}

export const SOURCE_ROOT = join(__dirname, '../../../functions/src');

/** The patched files' texts by path below `src`. @throws Error when a patch no longer fits the sources. */
export async function patchFiles(name: string, patches: readonly Patch[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const { file, find, replace } of patches) {
    const text = texts.get(file) ?? (await readFile(join(SOURCE_ROOT, file), 'utf8'));
    const parts = text.split(find);
    if (parts.length !== 2) {
      throw new Error(
        `"${name}" doesn't fit src/${file} any more (its text occurs ${parts.length - 1} times): adapt it in tools/simulate/mutants.`,
      );
    }
    texts.set(file, parts.join(replace));
  }
  return texts;
}
