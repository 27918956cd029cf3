import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatted } from './formatted';
import { UPDATE_COMMAND } from './general';

export interface GenerateOptions {
  /** Write nothing, and fail if a file would change. */
  check: boolean;
  region?: string;
  appCheck?: boolean;
}

/** Files by path: how each follows from the text it has now. */
export type GeneratedFiles = Readonly<
  Record<string, (text: string, options: GenerateOptions) => string | Promise<string>>
>;

interface Generated {
  files: GeneratedFiles;
  /** Folders that hold nothing else: what these files no longer name is removed from them. */
  folders: readonly string[];
}

/** Writes the files below a root, and removes what was generated earlier and no longer is. */
export async function generate(
  root: string,
  { files, folders }: Generated,
  options: GenerateOptions,
): Promise<void> {
  const { check } = options;
  for (const [name, make] of Object.entries(files)) {
    const filepath = join(root, name);
    const before = await readFile(filepath, 'utf8').catch(() => '');
    const text = await formatted(filepath, await make(before, options));
    if (text === before) continue;
    if (check)
      throw new Error(`${name} is not what the callables and the documents say: run ${UPDATE_COMMAND}.`);
    await mkdir(dirname(filepath), { recursive: true });
    await writeFile(filepath, text);
  }
  for (const name of await leftovers(root, { files, folders })) {
    if (check) throw new Error(`Nothing generates ${name} anymore: run ${UPDATE_COMMAND} to remove it.`);
    await rm(join(root, name));
  }
}

async function leftovers(root: string, { files, folders }: Generated): Promise<string[]> {
  const found = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(root, folder)).catch(() => [])).map((file) => `${folder}/${file}`),
    ),
  );
  return found.flat().filter((name) => !(name in files));
}
