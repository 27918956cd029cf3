// @ts-check
const { existsSync } = require('node:fs');
const { createRequire } = require('node:module');
const { compileFunction } = require('node:vm');
const { dirname, join, sep } = require('node:path');
const { isFile, requirePackage } = require('./packages.cjs');

/**
 * @typedef {{ code: string, sourceMapPath: string | null }} Transformed
 * @typedef {(path: string) => Transformed} Transform
 */

/** Where sources are that no test changes. */
const ROOTS = ['functions/src', 'tools'].map((folder) => join(process.cwd(), folder) + sep);
const TESTS = join(process.cwd(), 'tools', 'test') + sep;

/** Packages of apps, parameters and clients: a source that needs them keeps what belongs to one file. Of firebase-admin/firestore the others use only values. */
const STATEFUL =
  /^(?:firebase-admin(?!\/firestore$)|firebase-functions|@google-cloud|@opentelemetry)(?:$|[/-])/;

/** In the code that swc writes; `import()` is a `require` as well. */
const REQUIRED = /\brequire\("([^"]+)"\)/g;

/** @type {Map<string, string | null>} */
const resolved = new Map();

/** @type {Map<string, Transformed & { required: string[] }>} */
const sources = new Map();

/** @type {Map<string, boolean>} */
const shared = new Map();

/** @type {Map<string, { exports: unknown }>} */
const modules = new Map();

/**
 * The TypeScript source that a module requires, where it can be loaded once for all the test files of a worker: it requires no package
 * that keeps what belongs to a single file, and nor does anything that it requires.
 * @param {string} from The module that requires it.
 * @param {string} name
 * @param {Transform} transform
 */
function sharedSource(from, name, transform) {
  const path = resolveSource(from, name);
  return path !== null && isShared(path, transform) ? path : null;
}

/**
 * @param {string} path
 * @param {Transform} transform
 * @returns {boolean}
 */
function isShared(path, transform) {
  const known = shared.get(path);
  if (known !== undefined) return known;
  // For those that require each other.
  shared.set(path, true);
  const answer =
    isAmongSources(path) &&
    readSource(path, transform).required.every((name) => {
      const source = resolveSource(path, name);
      return source === null ? !STATEFUL.test(name) : isShared(source, transform);
    });
  shared.set(path, answer);
  return answer;
}

/** @param {string} path */
function isAmongSources(path) {
  return ROOTS.some((root) => path.startsWith(root)) && !path.startsWith(TESTS);
}

/**
 * @param {string} path
 * @param {Transform} transform
 */
function readSource(path, transform) {
  const known = sources.get(path);
  if (known) return known;
  const transformed = transform(path);
  const required = [...transformed.code.matchAll(REQUIRED)].map(([, name = '']) => name);
  const source = { ...transformed, required };
  sources.set(path, source);
  return source;
}

/**
 * @param {string} from
 * @param {string} name
 * @returns {string | null} Null for a package, and for what isn't TypeScript.
 */
function resolveSource(from, name) {
  if (!isFile(name)) return null;
  const path = join(dirname(from), name);
  const known = resolved.get(path);
  if (known !== undefined) return known;
  const source = [`${path}.ts`, join(path, 'index.ts')].find((file) => existsSync(file)) ?? null;
  resolved.set(path, source);
  return source;
}

/**
 * Loads a shared source, as CommonJS.
 * @param {string} path
 * @param {Transform} transform
 * @returns {any}
 */
function requireSource(path, transform) {
  const known = modules.get(path);
  if (known) return known.exports;
  const module = { exports: {} };
  modules.set(path, module);
  try {
    const parameters = ['module', 'exports', 'require', '__dirname', '__filename'];
    const run = compileFunction(readSource(path, transform).code, parameters, { filename: path });
    /** @param {string} name */
    const load = (name) => {
      const source = resolveSource(path, name);
      return source === null ? requirePackage(path, name) : requireSource(source, transform);
    };
    const require = Object.assign(load, { resolve: createRequire(path).resolve });
    run.call(module.exports, module, module.exports, require, dirname(path), path);
  } catch (error) {
    modules.delete(path);
    throw error;
  }
  return module.exports;
}

/**
 * Where the source maps of shared sources are, by path.
 * @returns {[string, string][]}
 */
function sharedSourceMaps() {
  return [...sources].flatMap(([path, { sourceMapPath }]) =>
    sourceMapPath === null ? [] : [[path, sourceMapPath]],
  );
}

module.exports = { sharedSource, requireSource, sharedSourceMaps };
