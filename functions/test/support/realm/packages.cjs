// @ts-check
const { createRequire, isBuiltin } = require('node:module');
const { dirname, join } = require('node:path');

/** @type {Map<string, NodeJS.Require>} */
const resolvers = new Map();

/** @type {Set<string>} */
const loaded = new Set();

/**
 * Global names that packages made when they were loaded. They last, as the packages do.
 * @type {Set<string | symbol>}
 */
const packageGlobals = new Set();

/** Inside node_modules, since Node warns about a source that requires an ES module. */
const load = createRequire(join(process.cwd(), 'node_modules', 'any.js'));

/** Packages that keep apps, params and configuration of the code that loaded them, so each test file has its own. */
const OWN = /^firebase-(?:admin|functions|functions-test)(?:$|\/)/;

/** @param {string} name What a module requires. */
function isSharedPackage(name) {
  // A private part of a package is named by its whole path.
  return isFile(name) ? /^\/.*\/node_modules\//.test(name) : !isBuiltin(name) && !OWN.test(name);
}

/** @param {string} name */
function isFile(name) {
  return /^(?:\.{0,2}\/|\.{1,2}$)/.test(name);
}

/**
 * Loads a package as Node does: once a process.
 * @param {string} from The module that requires it.
 * @param {string} name
 */
function requirePackage(from, name) {
  const folder = dirname(from);
  const resolver = resolvers.get(folder) ?? createRequire(from);
  resolvers.set(folder, resolver);
  const path = resolver.resolve(name);
  if (loaded.has(path)) return load(path);
  const before = new Set(Reflect.ownKeys(globalThis));
  const exports = load(path);
  for (const key of Reflect.ownKeys(globalThis)) if (!before.has(key)) packageGlobals.add(key);
  loaded.add(path);
  return exports;
}

module.exports = { isFile, isSharedPackage, requirePackage, packageGlobals };
