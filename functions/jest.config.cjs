/** Packages that are ES modules, or import some when they run; jest's CommonJS runtime needs them transformed. */
const esModulePackages = ['ky', 'p-limit', 'yocto-queue', '@opentelemetry/otlp-exporter-base'];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esModulePackages.join('|')})/)`],
  testTimeout: 60_000,
  globalSetup: '<rootDir>/test/support/openTestRun.ts',
  globalTeardown: '<rootDir>/test/support/closeTestRun.ts',
  // More than the cores of a small machine: many tests wait for the latency that the embedded services add.
  maxWorkers: 3,
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  coverageReporters: ['text-summary', 'json-summary'],
  coverageThreshold: { './src/domain/': { branches: 95 }, './src/pipeline/': { branches: 95 } },
};
