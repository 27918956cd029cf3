import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { callAs, expect, manager, open, owner, staff, test } from './fixtures';

const rows = 'role=table[name="Customers"] >> [role=row][aria-rowindex]:not([aria-rowindex="1"])';

/** The embedded Firestore sorts all customers for each part of a search that looks through them. */
const SCAN = { timeout: 25_000 };

test('lists customers with their figures, and segments with their counts', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers');
  await expect(page.getByRole('heading', { name: 'Customers' })).toBeVisible();
  await expect(page.locator(rows).first()).toContainText('$');
  await expect(page.getByRole('link', { name: /^All 3,004/ })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Customers' })).toHaveAttribute('aria-rowcount', '3005');
});

test('filters by segment in the address, and the back button goes back', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers');
  await expect(page.locator(rows).first()).toBeVisible();
  await page.getByRole('link', { name: /^Churned/ }).click();
  await expect(page).toHaveURL(/segment=churned/);
  await expect(page.locator(rows).first()).toContainText('Churned');
  await expect(page.locator(rows).filter({ hasNotText: 'Churned' })).toHaveCount(0);
  await page.goBack();
  await expect(page).not.toHaveURL(/segment/);
  await expect(page.locator(rows).filter({ hasNotText: 'Churned' }).first()).toBeVisible();
});

test('finds by name and by email, and says when nobody fits', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers');
  const search = page.getByLabel('Search', { exact: true });
  await search.fill('imani h');
  await expect(page).toHaveURL(/search=imani/);
  await expect(page.locator(rows).first()).toContainText(/Imani H/, SCAN);
  await expect(page.locator(rows).filter({ hasNotText: /Imani H/ })).toHaveCount(0);
  await search.fill('nobody@example.com');
  await expect(page.getByRole('heading', { name: 'No matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(search).toHaveValue('');
  await expect(page.locator(rows).first()).toBeVisible();
});

test('filters by tag and by the days of the last order, in the time zone of the shop', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers?tag=newsletter');
  await expect(page.locator(rows)).toHaveCount(3);
  await open(page, staff('greenleaf'), 'greenleaf/customers?sort=lastOrderDate&direction=desc');
  await page.getByLabel('Last order from').fill('2026-10-01');
  await page.getByLabel('Last order to').fill('2026-10-01');
  await expect(page).toHaveURL(/from=.*2026-10-01.*to=.*2026-10-01/);
  await expect(page.locator(rows).first()).toContainText('Oct 1, 2026');
  await expect(page.locator(rows).filter({ hasNotText: 'Oct 1, 2026' })).toHaveCount(0);
});

test('sorts on the server both ways and tells screen readers', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers');
  const header = page.getByRole('columnheader', { name: 'Total spent' });
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  const most = await amounts(page);
  expect(most).toEqual([...most].sort((a, b) => b - a));
  expect(most[0]).toBeGreaterThan(1000);
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.locator(rows).first()).toContainText('$0.00');
});

test('scrolls through all pages of a view', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers?segment=vip');
  await expect(page.locator(rows).first()).toBeVisible();
  const table = page.getByRole('table', { name: 'Customers' });
  await expect(table).toHaveAttribute('aria-rowcount', /\d{3}/);
  const total = Number(await table.getAttribute('aria-rowcount')) - 1;
  expect(total).toBeGreaterThan(100);
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect(table.locator(`[aria-rowindex="${total + 1}"]`)).toBeVisible({ timeout: 500 });
  }).toPass();
});

test('shows the columns that are chosen, and keeps the choice in the address', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Points' }).check();
  await page.getByRole('checkbox', { name: 'Contact' }).uncheck();
  await expect(page.getByRole('columnheader', { name: 'Points' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Contact' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Columns' })).toBeFocused();
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Points' })).toBeVisible();
});

test('offers no columns where rows are cards', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers');
  await expect(page.getByRole('button', { name: 'Columns' })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('button', { name: 'Columns' })).toBeHidden();
});

test('exports a whole segment as CSV, for managers only', async ({ page }) => {
  await open(page, manager('greenleaf'), 'greenleaf/customers?segment=new');
  const table = page.getByRole('table', { name: 'Customers' });
  await expect(table).toHaveAttribute('aria-rowcount', /\d{3,}/);
  const total = Number(await table.getAttribute('aria-rowcount')) - 1;
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('greenleaf-customers.csv');
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toContain('"Customer ID","Entered","POS number","Name"');
  expect(lines).toHaveLength(total + 1);
});

test('exports exactly what is searched for, with numbers that mail and text tools take', async ({ page }) => {
  await open(page, manager('greenleaf'), 'greenleaf/customers?search=%2B1555');
  await expect(page.locator(rows).first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
  expect(lines.length).toBeGreaterThan(100);
  expect(lines.slice(1).filter((line) => !/,"\+1555\d{7}",/.test(line))).toEqual([]);
});

test('goes on searching beyond the first thousand by itself, says so, and finds', async ({ page }) => {
  // Sorted as the page is, they come last: those who never ordered.
  const { customers } = await callAs(staff('greenleaf'), 'listCustomers', {
    ...{ orgId: 'greenleaf', sort: 'lastOrderDate', direction: 'asc', limit: 50 },
  });
  const name = customers.find(({ firstName }) => firstName !== null)?.displayName ?? '';
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/listCustomers', async (route) => {
    if (route.request().postData()?.includes('cursor') === true) await held;
    await route.continue();
  });
  await open(page, staff('greenleaf'), `greenleaf/customers?search=${encodeURIComponent(name)}`);
  await expect(
    page.getByRole('status').filter({ hasText: /Still searching: 0 customers so far/ }),
  ).toBeVisible(SCAN);
  release();
  await expect(page.locator(rows).first()).toContainText(name, SCAN);
  await expect(page.getByRole('status').filter({ hasText: /^\d+ customers?$/ })).toBeVisible();
});

test('leaves out what the role may not do', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers');
  await expect(page.locator(rows).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Export CSV' })).toHaveCount(0);
});

test('shows nothing of another shop', async ({ page }) => {
  await open(page, owner('fresh'), 'greenleaf/customers');
  await expect(page.getByRole('heading', { name: "Your role can't open this" })).toBeVisible();
});

test('tells that a shop has no customers yet', async ({ page }) => {
  await open(page, owner('fresh'), 'fresh/customers');
  await expect(page.getByRole('heading', { name: 'No customers yet' })).toBeVisible();
});

test('fits a phone: filters fold away, sorting stays, a whole row leads to its customer', async ({
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 740 });
  await open(page, owner('greenleaf'), 'greenleaf/customers');
  await expect(page.locator(rows).first()).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await expect(page.getByLabel('Tag')).toBeHidden();
  await page.getByRole('button', { name: 'Filters' }).click();
  await expect(page.getByLabel('Tag')).toBeVisible();
  await page.getByRole('button', { name: 'Total spent' }).click();
  await expect(page).toHaveURL(/sort=totalSpent/);
  // By force: what takes the click there is the link's own area.
  await page.locator(rows).first().getByRole('cell').filter({ hasText: '$' }).click({ force: true });
  await expect(page).toHaveURL(/customers\/alleaves_/);
});

/** The amounts in the rows that are drawn, in their order. */
async function amounts(page: Page): Promise<number[]> {
  await expect(page.locator('.table.stale')).toHaveCount(0);
  const found = await page
    .locator(rows)
    .evaluateAll((drawn) =>
      drawn
        .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
        .map((row) => row.querySelector('[data-column="spent"]')?.textContent ?? ''),
    );
  return found.map((text) => Number(text.replace(/[$,]/g, '')));
}
