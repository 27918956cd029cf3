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
