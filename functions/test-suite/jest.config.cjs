/** The integration suite: against emulators that are running already, embedded or official (npm run emulators:suite). */
const base = require('../../jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  transform: base.transform,
  transformIgnorePatterns: base.transformIgnorePatterns,
  roots: ['<rootDir>'],
  testMatch: ['**/*.suite.ts'],
  testTimeout: 120_000,
  // The suites share one Firestore and one clock.
  maxWorkers: 1,
};
