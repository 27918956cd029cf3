// @ts-check
// Not TypeScript: jest requires its runtime as it is.
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');
const { isShared, requirePackage } = require('./packages.cjs');

/** What jest hands to a module, in its order. */
const PARAMETERS = ['module', 'exports', 'require', '__dirname', '__filename', 'jest'];

/**
 * Modules are compiled once for all the test files of a worker; each file runs them again, with a `module` of its own.
 * @type {Map<string, { source: string, run: Function }>}
 */
const compiled = new Map();

/**
 * Jest's runtime, but packages are loaded by Node, once for all the test files of a worker, and everything runs in the
 * worker's own realm (see environment.ts). The project's own sources still run again for each file.
 */
class SharedPackagesRuntime extends Runtime {
  /** @param {ConstructorParameters<typeof Runtime>} given */
  constructor(...given) {
    super(...given);
    const executor = Reflect.get(this, 'executor');
    if (typeof executor?.compile !== 'function')
      throw new Error('jest-runtime has changed inside: adapt test/support/realm/runtime.cjs.');
    // V8 counts the coverage of only what is compiled after the count has begun.
    executor.compile = given[5].collectCoverage ? compile : compileOnce;
  }

  /**
   * @override
   * @template T
   * @param {Parameters<Runtime['requireModule']>} given
   * @returns {T}
   */
  requireModule(...given) {
    const [from, name, options] = given;
    if (name !== undefined && options?.isInternalModule !== true && isShared(name))
      return requirePackage(from, name);
    return super.requireModule(...given);
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

module.exports = SharedPackagesRuntime;
