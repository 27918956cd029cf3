import type { Locator } from '@playwright/test';
import { expect, manager, open, operator, owner, test } from './fixtures';

/** The tops of elements, in whole pixels: as many as there are lines of them. */
async function lines(elements: Locator): Promise<number> {
  const tops = await elements.evaluateAll((all) =>
    all.map((one) => Math.round(one.getBoundingClientRect().top)),
  );
  return new Set(tops).size;
}

const top = (element: Locator) => element.evaluate((one) => one.getBoundingClientRect().top);
const bottom = (element: Locator) => element.evaluate((one) => one.getBoundingClientRect().bottom);

test('says in one sentence where to go from an address of no page', async ({ page }) => {
  await open(page, manager('longname'), 'longname/nothing');
  const text = page.locator('.state-panel > div');
  await expect(text).toHaveText('Check the address, or go to the first page.');
  expect((await text.boundingBox())?.height).toBeLessThan(30);
});

test('says that a customer or an item is not there, and not that it did not load', async ({ page }) => {
  await open(page, manager('longname'), 'longname/customers/alleaves_999999');
  await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible();
  await expect(
    page.getByText("There's no such customer. Pick one from the list of customers."),
  ).toBeVisible();
  await open(page, manager('longname'), 'longname/menu/alleaves_999999');
  await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible();
  await expect(page.getByText("didn't load")).toHaveCount(0);
});

for (const width of [768, 1024, 1280])
  test(`has the sales side by side at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, manager('longname'), 'longname/today');
    const cards = page.locator('.sales > .card');
    await expect(cards).toHaveCount(3);
    expect(await lines(cards)).toBe(1);
    // What is below begins where they end.
    expect((await top(page.locator('.columns'))) - (await bottom(page.locator('.sales')))).toBeLessThan(24);
  });

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 800 } });

  test('shows the state of every shop, whatever its name', async ({ page }) => {
    await open(page, operator, 'tenants');
    const row = page.getByRole('row', { name: /Upper Willamette Valley, Eugene/ });
    await expect(row.getByText('Succeeded')).toBeInViewport({ ratio: 1 });
    await expect(row.getByText(/ago$/)).toBeInViewport({ ratio: 1 });
  });

  test('says what a run did to each kind of record, and leaves out what it did not do', async ({ page }) => {
    await open(page, owner('longname'), 'longname/sync');
    const stage = page.getByRole('row', { name: /^Customers/ });
    await expect(stage.getByText('60', { exact: true })).toBeVisible();
    await expect(stage.locator('[data-label=" updated"]')).toBeHidden();
    const added = stage.locator('[data-label=" added"]');
    expect(await added.evaluate((cell) => getComputedStyle(cell, '::after').content)).toBe('" added"');
  });

  test('keeps the triangle of a run on its line', async ({ page }) => {
    await open(page, owner('longname'), 'longname/sync');
    const summary = page.locator('.run > summary').first();
    expect((await top(summary.locator('.badge'))) - (await top(summary))).toBeLessThan(16);
  });

  test('has boxes to tick of one size, however long what they are for', async ({ page }) => {
    await open(page, owner('longname'), 'longname/sync');
    const boxes = page.getByRole('checkbox');
    await expect(boxes).toHaveCount(4);
    const widths = await boxes.evaluateAll((all) => all.map((box) => box.getBoundingClientRect().width));
    expect(new Set(widths)).toEqual(new Set([18]));
  });

  test('shows the status of each order, and tells the rest when it is opened', async ({ page }) => {
    await open(page, manager('longname'), 'longname/customers/alleaves_1');
    const orders = page.getByRole('region', { name: 'Orders, scrollable' });
    await orders.scrollIntoViewIfNeeded();
    await expect(orders.getByText('Completed').first()).toBeInViewport({ ratio: 1 });
    await expect(orders.getByText(/^Number: 500101/)).toHaveCount(0);
    await orders.getByRole('button').first().click();
    await expect(orders.getByText('Number: 500101 · Matched by: POS number')).toBeVisible();
  });

  test('shows the whole picture of an item', async ({ page }) => {
    await open(page, manager('greenleaf'), 'greenleaf/menu/alleaves_9036');
    const frame = page.locator('.picture.large');
    const picture = frame.locator('img');
    await expect(picture).toBeVisible();
    expect(await bottom(picture)).toBeLessThanOrEqual((await bottom(frame)) + 1);
    expect(await top(picture)).toBeGreaterThanOrEqual((await top(frame)) - 1);
    expect(await picture.evaluate((one) => getComputedStyle(one).objectFit)).toBe('contain');
  });

  test('breaks an address before its domain', async ({ page }) => {
    await open(page, manager('longname'), 'longname/customers/alleaves_1');
    const address = page.locator('dd', { hasText: 'customer1@example.com' });
    await expect(address.locator('wbr')).toHaveCount(1);
  });
});

test('writes amounts in reasons alike, and days of a quarantined row once', async ({ page }) => {
  await open(page, operator, 'longname/segments/changes');
  await expect(page.getByText(/orders/).first()).toBeVisible();
  await expect(page.getByText('$1000')).toHaveCount(0);
  await open(page, operator, 'oddities/sync/quarantine');
  await expect(page.getByRole('article', { name: 'Customer no. 69' })).toContainText('Seen Nov 20, 2026.');
  await expect(page.getByRole('heading', { name: 'Customer without a number' }).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Menu item no. 9052' })).toBeVisible();
});

test('keeps text at a distance from the number before it', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 800 });
  await open(page, manager('longname'), 'longname/customers');
  const cell = page.locator('[aria-rowindex="2"] > [data-column="lastOrder"]');
  await expect(cell).toBeVisible();
  expect(await cell.evaluate((one) => parseFloat(getComputedStyle(one).paddingInlineStart))).toBe(12);
});
