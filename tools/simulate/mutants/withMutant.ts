import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { build, type OnLoadResult } from 'esbuild';
import { type Mutant, patchFiles, SOURCE_ROOT } from './mutant';
import { prepareSubject, type Sources, type Subject } from '../runtime/subject';

const TOOLS = join(__dirname, '../..');

/** Where a bundle finds the packages that the worker's own bundle finds. */
const FOLDER = join(TOOLS, 'node_modules/.cache/sync-sam');

/** Loads the sources with a bug in them and lets them be used. @throws Error when a patch doesn't fit any more. */
export async function withMutant<T>(mutant: Mutant, use: (mutated: Subject) => Promise<T>): Promise<T> {
  return use(await prepareSubject(await loadBundle(await bundleSources(mutant))));
}

/** The sources as one CommonJS module, with the mutant's patches applied. @throws Error when one doesn't fit any more. */
export async function bundleSources({ name, patches }: Mutant): Promise<string> {
  const patched = await patchFiles(name, patches);
  const patchedFile = ({ path }: { path: string }): OnLoadResult | undefined => {
    const file = relative(SOURCE_ROOT, path).replaceAll(sep, '/');
    const contents = patched.get(file);
    patched.delete(file);
    return contents === undefined ? undefined : { contents, loader: 'ts' };
  };
  const { outputFiles } = await build({
    absWorkingDir: TOOLS,
    entryPoints: ['simulate/runtime/sources.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node}`,
    packages: 'external',
    plugins: [{ name: 'patches', setup: (made) => made.onLoad({ filter: /\.ts$/ }, patchedFile) }],
  });
  const [unused] = patched.keys();
  if (unused !== undefined)
    throw new Error(`"${name}" patches src/${unused}, which no module of the bundle imports.`);
  return outputFiles.map(({ text }) => text).join('');
}

/** Loads a bundle as a module of its own. That it is what the sources are is this project's own doing. */
async function loadBundle(text: string): Promise<Sources> {
  await mkdir(FOLDER, { recursive: true });
  const path = join(FOLDER, `mutant-${process.pid}.cjs`);
  await writeFile(path, text);
  const require = createRequire(path);
  try {
    return require(path) as Sources;
  } finally {
    Reflect.deleteProperty(require.cache, path);
    await rm(path);
  }
}
