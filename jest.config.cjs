/** Packages that are ES modules, or import some when they run; jest's CommonJS runtime needs them transformed. */
const esModulePackages = [
  'any-ascii',
  'oxc-parser',
  'ky',
  'p-limit',
  'yocto-queue',
  '@opentelemetry/otlp-exporter-base',
];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/functions/test/support/realm/environment.ts',
  runtime: '<rootDir>/functions/test/support/realm/runtime.cjs',
  roots: ['<rootDir>/functions/test', '<rootDir>/tools/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esModulePackages.join('|')})/)`],
  setupFiles: ['<rootDir>/functions/test/support/seeded.ts'],
  testTimeout: 60_000,
  globalSetup: '<rootDir>/functions/test/support/openTestRun.ts',
  globalTeardown: '<rootDir>/functions/test/support/closeTestRun.ts',
  // More than the cores of a small machine: many tests wait for the latency that the embedded services add.
  maxWorkers: 3,
  coverageProvider: 'v8',
  collectCoverageFrom: ['functions/src/**/*.ts'],
  coverageReporters: ['text-summary', 'json-summary'],
  coverageThreshold: {
    './functions/src/rules/': { branches: 95 },
    './functions/src/sync/': { branches: 95 },
    './functions/src/segments/': { branches: 95 },
  },
};
