import type { Page } from '@playwright/test';
import { expect, manager, open, staff, test } from './fixtures';

test.use({ elsewhere: ['https://pictures.example'] });

const rows = 'role=table[name="Menu"] >> [role=row][aria-rowindex]:not([aria-rowindex="1"])';

test('lists items, filters and sorts them', async ({ page }) => {
  await open(page, manager('greenleaf'), 'greenleaf/menu');
  await expect(page.getByText('190 of 190 items')).toBeVisible();
  await page.getByLabel('Category').selectOption('Edible');
  await expect(page.locator(rows).filter({ hasNotText: 'Edible' })).toHaveCount(0);
  await page.getByLabel('Search', { exact: true }).fill('gelato');
  await expect(page.locator(rows).first()).toContainText('Gelato');
  await expect(page).toHaveURL(/search=gelato.*category=Edible|category=Edible.*search=gelato/);
  await page.getByLabel('Stock').selectOption('Sold out');
  await expect(page.getByRole('status').filter({ hasText: 'of 190 items' })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Stock')).toHaveValue('out');
});

test('shows an item with its picture, and margin to those who may see it', async ({ page, browser }) => {
  const picture = 'https://pictures.example/blue-dream.svg';
  const withPicture = async (from: Page) => {
    await from.route('**/api/getMenuItem', async (route) => {
      const response = await route.fetch();
      const { result } = (await response.json()) as { result: { item: object } };
      await route.fulfill({
        json: {
          result: {
            item: { ...result.item, imageUrl: picture, imageUrls: [picture], description: 'Grown slowly.' },
          },
        },
      });
    });
    await from.route(picture, (route) =>
      route.fulfill({
        contentType: 'image/svg+xml',
        body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      }),
    );
  };
  await withPicture(page);
  await open(page, manager('greenleaf'), 'greenleaf/menu');
  const first = page.locator(rows).first().getByRole('link');
  const name = (await first.textContent()) ?? '';
  await first.click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  const image = page.getByRole('img', { name });
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(9);
  const prices = page.getByRole('region', { name: 'Price and stock' });
  await expect(prices).toContainText(
    /Price before tax\s*\$\d+\.\d\d.*Price with tax\s*\$\d+\.\d\d.*Stock\s*\d/,
  );
  await expect(prices).toContainText(/Margin.*%/);
  await expect(page.getByRole('region', { name: 'Stock by area' })).toContainText(
    /Sales Floor\s*\d|Quaratine/,
  );
  await expect(page.getByText('Grown slowly.')).toBeVisible();
  const other = await browser.newPage();
  await open(other, staff('greenleaf'), new URL(page.url()).pathname.replace('/console/', ''));
  await expect(other.getByRole('region', { name: 'Price and stock' })).toBeVisible();
  await expect(other.getByText('Margin')).toHaveCount(0);
  await other.close();
});

test("says that an item isn't on the menu", async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/menu/alleaves_999999');
  await expect(page.getByRole('alert')).toContainText("There's no such item on the menu");
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
