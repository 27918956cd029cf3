import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, manager, open, test } from './fixtures';

/** See docs/decisions/0010-console-stack.md. */
const INITIAL_JAVASCRIPT_BYTES = 150 * 1024;

/** The two small scripts of index.html, the console's, the page's, what tables share and what all pages share. */
const INITIAL_FILES = 6;

const DIST = resolve(__dirname, '../dist/console');

test('loads little before the first rows', async ({ page }) => {
  const loaded = new Set<string>();
  page.on('request', (request) => {
    if (request.resourceType() === 'script')
      loaded.add(new URL(request.url()).pathname.replace('/console/', ''));
  });
  await open(page, manager('greenleaf'), 'greenleaf/customers');
  await expect(page.locator('[role=row][aria-rowindex="2"]')).toBeVisible();
  const bytes = [...loaded].reduce((sum, file) => sum + gzipSync(readFileSync(join(DIST, file))).length, 0);
  console.log(`initial JavaScript: ${Math.round(bytes / 1024)} KB gzipped in ${loaded.size} files`);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(INITIAL_JAVASCRIPT_BYTES);
  // Each request costs the browser a few milliseconds, however little comes of it.
  expect(loaded.size).toBeLessThanOrEqual(INITIAL_FILES);
});

test('has neither secrets nor data of tenants in what is served', () => {
  const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(js|css|html)$/.test(file),
  );
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const text = readFileSync(join(DIST, file), 'utf8');
    expect(text).not.toMatch(/AIza[\w-]{30}|greenleaf|ALLEAVES_|BEGIN PRIVATE KEY|correct-horse/);
    // Code of the server would bring what it needs.
    expect(text).not.toMatch(/firebase-admin|firebase-functions|@google-cloud|sync_index|customer_spending/);
  }
});

for (const [path, page] of [
  ['greenleaf/today', 'TodayPage'],
  ['greenleaf/customers', 'CustomersPage'],
  ['longname/customers/alleaves_1', 'CustomerPage'],
  ['longname/sync', 'RunsPage'],
] as const)
  test(`asks for a page's own script before the console's has come: ${page}`, async ({ page: tab }) => {
    const asked = tab.waitForRequest(new RegExp(`/${page}-[^/]+\\.js$`));
    await tab.route(/\/assets\/index-[^/]+\.js$/, async (route) => {
      await asked;
      await route.continue();
    });
    await open(tab, manager(path.split('/')[0] ?? ''), path);
    await expect(tab.getByRole('heading', { level: 1 })).toBeVisible();
  });
