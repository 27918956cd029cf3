import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';

/**
 * Runs a TypeScript file of `tools/` in this process as one bundled file, which starts in a third of the time that compiling each module
 * takes.
 * @param file Its path from `tools`, which is the folder it runs in.
 */
export async function startBundled(tools, file, parameters, options) {
  const bundle = await bundleOf(tools, file, options);
  process.chdir(tools);
  process.argv = [process.argv[0], resolve(tools, file), ...parameters];
  process.setSourceMapsEnabled(true);
  createRequire(bundle)(bundle);
}

/**
 * Where a TypeScript file of `tools/` is one bundled file. It is kept beside the packages with the hashes of all files that it was made
 * of: where one has changed it is made again.
 * @param options `eager`: packages are loaded as the sources say, and not when something of them is first used.
 */
export async function bundleOf(tools, file, { eager = false } = {}) {
  const entry = resolve(tools, file);
  const folder = join(tools, 'node_modules/.cache/sync-sam');
  const name = relative(dirname(tools), entry).replaceAll(/[\\/]/g, '-');
  const bundle = join(folder, `${name}${eager ? '.eager' : ''}.cjs`);
  if (!isCurrent(tools, bundle)) {
    const esbuild = createRequire(join(tools, 'package.json'))('esbuild');
    await makeBundle(esbuild, { tools, entry, bundle, eager });
  }
  return bundle;
}

/** What the bundle depends on besides the sources: this script, and the versions of Node and of all packages. */
function surroundings(tools) {
  const files = [
    import.meta.filename,
    join(tools, 'package-lock.json'),
    join(tools, '../functions/package-lock.json'),
  ];
  return [process.version, ...files.map(hashOf)].join(' ');
}

function hashOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('base64url');
}

function isCurrent(tools, bundle) {
  const made = `${bundle}.inputs.json`;
  if (!existsSync(bundle) || !existsSync(made)) return false;
  const { surroundings: then, inputs } = JSON.parse(readFileSync(made, 'utf8'));
  return (
    then === surroundings(tools) &&
    Object.entries(inputs).every(([path, hash]) => {
      const input = join(tools, path);
      return existsSync(input) && hashOf(input) === hash;
    })
  );
}

async function makeBundle(esbuild, { tools, entry, bundle, eager }) {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: tools,
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node}`,
    sourcemap: true,
    logLevel: 'error',
    packages: 'external',
    plugins: [...(eager ? [] : [lazyPackages]), ownDirectories],
  });
  const sources = Object.keys(metafile.inputs).filter((path) => !path.includes(':'));
  const inputs = Object.fromEntries(sources.map((path) => [path, hashOf(join(tools, path))]));
  mkdirSync(dirname(bundle), { recursive: true });
  for (const { path, contents } of outputFiles) replaceFile(join(dirname(bundle), basename(path)), contents);
  replaceFile(`${bundle}.inputs.json`, JSON.stringify({ surroundings: surroundings(tools), inputs }));
}

/** Two commands can be started at the same time: each file is whole at every moment. */
function replaceFile(path, contents) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

/** Packages stay outside, and are loaded when something of them is first used: most commands need few of Google's. */
const lazyPackages = {
  name: 'lazy packages',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind, namespace }) => {
      if (kind === 'entry-point') return undefined;
      if (kind !== 'import-statement' || path.startsWith('node:') || namespace === 'package')
        return { path, external: true };
      return { path, namespace: 'package' };
    });
    build.onLoad({ filter: /.*/, namespace: 'package' }, ({ path }) => ({
      contents: `
        let loaded;
        const load = () => (loaded ??= require(${JSON.stringify(path)}));
        const get = (_target, name) =>
          name === '__esModule' ? true : name === 'default' && !load().__esModule ? load() : load()[name];
        // An import reads what isn't its own from the prototype.
        module.exports = Object.create(new Proxy({}, { get, has: (_target, name) => name in load() }));`,
    }));
  },
};

/** What a module says of its own folder stays true in the bundle. */
const ownDirectories = {
  name: 'own directories',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (!source.includes('__dirname')) return undefined;
      const folder = relative(build.initialOptions.absWorkingDir, dirname(path));
      const own = `const __dirname = require('node:path').resolve(${JSON.stringify(folder)});`;
      return { contents: `${own} ${source}`, loader: 'ts' };
    });
  },
};
