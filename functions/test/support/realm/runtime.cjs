// @ts-check
// Not TypeScript: jest requires its runtime as it is.
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');
const { isSharedPackage, requirePackage } = require('./packages.cjs');
const { requireSource, sharedSource, sharedSourceMaps } = require('./sources.cjs');

/** What jest hands to a module, in its order. */
const PARAMETERS = ['module', 'exports', 'require', '__dirname', '__filename', 'jest'];

/**
 * Modules are compiled once for all the test files of a worker; each file runs them again, with a `module` of its own.
 * @type {Map<string, { source: string, run: Function }>}
 */
const compiled = new Map();

/** What @swc/jest is told about the module: nothing that it would write differently. */
const CALLER = {
  isInternalModule: false,
  supportsDynamicImport: false,
  supportsExportNamespaceFrom: false,
  supportsStaticESM: false,
  supportsTopLevelAwait: false,
};

/**
 * Jest's runtime, but packages are loaded by Node, once for all the test files of a worker, and everything runs in the
 * worker's own realm (see environment.ts). So are the project's sources that keep nothing of a single file (see sources.cjs):
 * what is loaded once is optimized once. Tests and their support run again for each file.
 */
class SharingRuntime extends Runtime {
  /** Whether sources are shared: not with a file that replaces modules, nor where V8 counts what has been run. */
  #sharesSources;

  /** @type {import('./sources.cjs').Transform} */
  #transform;

  /** @param {ConstructorParameters<typeof Runtime>} given */
  constructor(...given) {
    super(...given);
    const [, , , transformer, , coverage] = given;
    const executor = Reflect.get(this, 'executor');
    if (typeof executor?.compile !== 'function')
      throw new Error('jest-runtime has changed inside: adapt test/support/realm/runtime.cjs.');
    // V8 counts the coverage of only what is compiled after the count has begun.
    executor.compile = coverage.collectCoverage ? compile : compileOnce;
    this.#sharesSources = !coverage.collectCoverage;
    // Jest writes into it as well, and reads it for each stack.
    const maps = /** @type {Map<string, string>} */ (this.getSourceMaps());
    for (const [path, map] of sharedSourceMaps()) maps.set(path, map);
    this.#transform = (path) => {
      const transformed = transformer.transform(path, { ...coverage, ...CALLER });
      if (transformed.sourceMapPath !== null) maps.set(path, transformed.sourceMapPath);
      return transformed;
    };
  }

  /**
   * @override
   * @template T
   * @param {Parameters<Runtime['requireModule']>} given
   * @returns {T}
   */
  requireModule(...given) {
    const [from, name, options] = given;
    if (name === undefined || options?.isInternalModule === true) return super.requireModule(...given);
    if (isSharedPackage(name)) return requirePackage(from, name);
    const source = this.#sharesSources ? sharedSource(from, name, this.#transform) : null;
    return source === null ? super.requireModule(...given) : requireSource(source, this.#transform);
  }

  /**
   * @override
   * @param {Parameters<Runtime['setMock']>} given
   */
  setMock(...given) {
    this.#sharesSources = false;
    super.setMock(...given);
  }

  /** @override */
  resetModules() {
    // Jest's constructor calls it too.
    if (#sharesSources in this) this.#sharesSources = false;
    super.resetModules();
  }
}

/**
 * @param {string} source
 * @param {string} filename
 */
function compile(source, filename) {
  return compileFunction(source, PARAMETERS, { filename });
}

/**
 * @param {string} source
 * @param {string} filename
 */
function compileOnce(source, filename) {
  const known = compiled.get(filename);
  if (known?.source === source) return known.run;
  const run = compile(source, filename);
  compiled.set(filename, { source, run });
  return run;
}

module.exports = SharingRuntime;
