import { defineConfig } from '@playwright/test';
import { chromium } from './e2e/chromium';

/** The real page in a real browser, on the embedded services with a shop of 3,004 customers. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/startServer.ts',
  // Each test has customers or a shop of its own where it changes anything.
  fullyParallel: true,
  workers: 2,
  projects: [
    { name: 'pages', testIgnore: /speed|lighthouse|e2e.clients/ },
    // Seconds depend on the machine and on what else it does: measured alone, by `npm run bench:console`, and no part of the tests.
    { name: 'speed', testMatch: /speed/, fullyParallel: false },
    { name: 'lighthouse', testMatch: /lighthouse/, fullyParallel: false },
  ],
  forbidOnly: Boolean(process.env['CI']),
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1280, height: 800 },
    // A recording of each test takes as much of the processor as the test. To see one fail: `npm test -- -g NAME --trace on`.
    trace: 'off',
    launchOptions: {
      executablePath: chromium(),
      args: [
        ...['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
        // Nothing leaves this machine, whatever a page asks for.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      ],
    },
  },
});
