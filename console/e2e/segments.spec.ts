import { readFile } from 'node:fs/promises';
import { expect, manager, open, staff, test } from './fixtures';

test('shows each segment with its share, and who leaves and enters', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/segments');
  await expect(page.getByRole('img', { name: /^Customers: VIP \d+\.\d%, Loyal/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'At a glance' })).toContainText('3,004');
  const returning = page.getByRole('region', { name: 'Returning' });
  await expect(returning).toContainText('% of all customers');
  await returning.getByText(/leave for At risk/).click();
  await expect(returning.getByRole('link', { name: /\w/ }).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Churned' })).toContainText(/\d+ enter from At risk/);
  await expect(page.getByRole('button', { name: /Audience/ })).toHaveCount(0);
});

test('leads to the customers of a segment', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/segments');
  await page.getByRole('link', { name: 'Customers of Loyal' }).click();
  await expect(page).toHaveURL(/customers\?segment=loyal/);
  await expect(page.getByRole('link', { name: /^Loyal/ })).toHaveAttribute('aria-current', 'page');
});

test('lists everyone who changed segment this week, and why', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/segments');
  await page.getByRole('link', { name: 'Changed this week' }).click();
  await expect(page.getByRole('heading', { name: 'Changed segment this week', level: 1 })).toBeVisible();
  const changes = page.getByRole('list', { name: 'Changes of segments' }).getByRole('listitem');
  await expect(changes).toHaveCount(100);
  await expect(changes.first()).toContainText(/Customer \d+ .*orders?.* to .*Nov 20, 2026/);
  await page.getByRole('button', { name: 'Earlier changes' }).click();
  await expect(changes).toHaveCount(200);
  await changes.last().getByRole('link').click();
  await expect(page).toHaveURL(/greenleaf\/customers\/alleaves_\d+$/);
});

test('leads from who is about to leave to everyone in the segment, longest away first', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/segments');
  const returning = page.getByRole('region', { name: 'Returning' });
  await returning.getByText(/leave for At risk/).click();
  await returning.getByRole('link', { name: 'Everyone in Returning, longest away first' }).click();
  await expect(page).toHaveURL(/segment=returning/);
  await expect(page.getByRole('columnheader', { name: 'Last order' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
});

test('shows managers whom a campaign reaches, without placeholder addresses', async ({ page }) => {
  await open(page, manager('greenleaf'), 'greenleaf/segments');
  await page.getByRole('button', { name: 'Audience of New' }).click();
  const dialog = page.getByRole('dialog', { name: 'Audience: New' });
  await expect(dialog.getByRole('listitem').first()).toContainText('@example.com');
  await expect(dialog).not.toContainText('alleaves.local');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('tells that a shop has no customers', async ({ page }) => {
  await open(page, staff('fresh'), 'fresh/segments');
  await expect(page.getByRole('heading', { name: 'No customers yet' })).toBeVisible();
});

test('says how many of a segment can be reached and why not more, and takes them along', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, manager('greenleaf'), 'greenleaf/segments');
  await page.getByRole('button', { name: 'Audience of New' }).click();
  const dialog = page.getByRole('dialog', { name: 'Audience: New' });
  await expect(dialog.getByRole('status').first()).toContainText(
    /^\d+ of [\d,]+ can be reached\. [\d,]+ have no email address or phone number that works\.$/,
  );
  await dialog.getByRole('button', { name: 'Copy contacts' }).click();
  await expect(dialog.getByText('Copied.')).toBeVisible();
  const copied = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('greenleaf-new-audience.csv');
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(copied.length + 1);
  expect(lines[1]).toMatch(/^".+","customer\d+@example\.com",/);
});
