import { expect, manager, open, staff, test } from './fixtures';

const rows = 'role=table[name="Menu"] >> [role=row][aria-rowindex]:not([aria-rowindex="1"])';

test('lists items, filters and sorts them', async ({ page }) => {
  await open(page, manager('greenleaf'), 'greenleaf/menu');
  await expect(page.getByText('190 of 190 items')).toBeVisible();
  await page.getByLabel('Category').selectOption('Edible');
  await expect(page.locator(rows).filter({ hasNotText: 'Edible' })).toHaveCount(0);
  await page.getByLabel('Search', { exact: true }).fill('gelato');
  await expect(page.locator(rows).first()).toContainText('Gelato');
  await expect(page).toHaveURL(/search=gelato.*category=Edible|category=Edible.*search=gelato/);
  await page.getByLabel('Stock').selectOption('Out of stock');
  await expect(page.getByRole('status').filter({ hasText: 'of 190 items' })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Stock')).toHaveValue('out');
});

test('sorts by price', async ({ page }) => {
  await open(page, manager('greenleaf'), 'greenleaf/menu');
  const header = page.getByRole('columnheader', { name: 'Price' });
  await header.getByRole('button').click();
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  const prices = await page.locator('[data-label="Price"]').allTextContents();
  const numbers = prices.map((price) => Number(price.replace('$', '')));
  expect(numbers[0]).toBeGreaterThan(60);
});

test('shows costs and margins to managers, and not to staff', async ({ page, browser }) => {
  await open(page, manager('greenleaf'), 'greenleaf/menu');
  await expect(page.getByRole('columnheader', { name: 'Margin' })).toBeVisible();
  await expect(page.locator('[data-label="Cost"]').first()).toContainText('$');
  const other = await browser.newPage();
  const answered = other.waitForResponse('**/api/listMenuItems');
  await open(other, staff('greenleaf'), 'greenleaf/menu');
  await expect(other.getByRole('columnheader', { name: 'Price' })).toBeVisible();
  await expect(other.getByRole('columnheader', { name: 'Margin' })).toHaveCount(0);
  expect(await (await answered).text()).not.toContain('"cost"');
  await other.close();
});
