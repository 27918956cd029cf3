import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

/** Clients, the console as it is deployed among them, in the environment of those who build one; needs hidane and the Firebase CLI. */
export default defineConfig({
  ...tests,
  testDir: 'e2e/clients',
  globalSetup: './e2e/clients/startEnvironment.ts',
  projects: [{ name: 'clients' }],
  // The Functions emulator starts a process for each function that is called for the first time.
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 90_000 },
});
