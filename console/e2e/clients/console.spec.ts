import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { expect, manager, serverUrl, test } from '../fixtures';
import { createAccount, disableAccount, PASSWORD } from './accounts';
import { isLeftOut, REASON, running } from './environment';

test.skip(isLeftOut, REASON);

const { hosting } = z
  .object({
    hosting: z.object({
      headers: z.array(
        z.object({
          source: z.string(),
          headers: z.array(z.object({ key: z.string(), value: z.string() })),
        }),
      ),
    }),
  })
  .parse(JSON.parse(readFileSync(resolve(__dirname, '../../../firebase.json'), 'utf8')));

async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Opens a page of the console and signs in there. */
async function open(page: Page, email: string, path: string): Promise<void> {
  await page.goto(`${serverUrl()}/console/${path}`);
  await signIn(page, email);
}

const exporting = (page: Page) => page.getByRole('button', { name: 'Export CSV' });
const erasing = (page: Page) => page.getByRole('button', { name: 'Erase personal data' });
const customer = (page: Page) => page.getByRole('heading', { name: 'Orders' }).first();

test('is served as firebase.json has it, and may ask the Auth emulator besides', async ({ request }) => {
  const deployed = hosting.headers.find(({ source }) => source === '**')?.headers ?? [];
  expect(deployed.length).toBeGreaterThan(5);
  for (const path of ['', 'greenleaf/customers', 'theme.js']) {
    const answered = (await request.get(`${serverUrl()}/console/${path}`)).headers();
    for (const { key, value } of deployed)
      expect(answered[key.toLowerCase()]?.replace(` http://${running().auth}`, '')).toBe(value);
  }
  // A page in the place of a script of another version would be kept for a year.
  expect((await request.get(`${serverUrl()}/console/assets/gone.js`)).status()).toBe(404);
  const redirected = await request.get(serverUrl(), { maxRedirects: 0 });
  expect(redirected.headers()['location']).toBe('/console/');
});

test('shows staff their shop without costs, keeps them signed in, and signs out', async ({ page }) => {
  await open(page, 'staff@greenleaf.example', 'greenleaf/menu');
  await expect(page.getByText('400 of 400 items')).toBeVisible();
  await expect(page.getByTitle('staff@greenleaf.example')).toContainText('Staff');
  await expect(page.locator('[data-label="Price"]').first()).toBeVisible();
  await expect(page.locator('[data-label="Cost"]')).toHaveCount(0);
  await page.reload();
  await expect(page.getByText('400 of 400 items')).toBeVisible();
  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  await expect(page.locator('[role=row][aria-rowindex="2"]')).toBeVisible();
  await expect(exporting(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Password')).toBeVisible();
});

test('refuses staff another shop', async ({ page }) => {
  await open(page, 'staff@greenleaf.example', 'oddities/today');
  await expect(page.getByText("Your role can't open this")).toBeVisible();
});

test('shows managers costs and exports, and lets them erase nobody', async ({ page }) => {
  await open(page, 'manager@greenleaf.example', 'greenleaf/menu');
  await expect(page.locator('[data-label="Cost"]').first()).toContainText('$');
  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  const downloaded = page.waitForEvent('download');
  await exporting(page).click();
  expect((await downloaded).suggestedFilename()).toBe('greenleaf-customers.csv');
  await page.goto(`${serverUrl()}/console/greenleaf/customers/alleaves_1`);
  await expect(customer(page)).toBeVisible();
  await expect(erasing(page)).toHaveCount(0);
});

test('lets owners erase', async ({ page }) => {
  await open(page, 'owner@greenleaf.example', 'greenleaf/customers/alleaves_1');
  await expect(customer(page)).toBeVisible();
  await expect(erasing(page)).toBeVisible();
});

test('shows operators all shops', async ({ page }) => {
  await open(page, 'ana@operators.example', '');
  await expect(page.getByRole('row', { name: /^greenleaf/ })).toContainText('Succeeded');
  await page.getByRole('link', { name: 'oddities' }).click();
  await expect(page).toHaveURL(/oddities\/today/);
  await page.getByRole('link', { name: 'Sync', exact: true }).click();
  await expect(page.getByRole('link', { name: /^Dead letters/ })).toBeVisible();
});

test('tells a wrong password, an unknown address and an account without a role alike', async ({ page }) => {
  await page.goto(`${serverUrl()}/console/`);
  for (const [email, password] of [
    ['staff@greenleaf.example', 'wrong-horse'],
    ['stranger@greenleaf.example', PASSWORD],
    ['nobody@greenleaf.example', PASSWORD],
  ] as const) {
    await signIn(page, email, password);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
    await expect(page.getByRole('alert')).toContainText("That didn't work.");
    await page.reload();
    await expect(page.getByRole('alert')).toHaveCount(0);
  }
});

test('asks to sign in again when a session has expired, and goes on where one was', async ({ page }) => {
  const email = `expired-${Date.now()}@greenleaf.example`;
  const account = await createAccount(email, manager('greenleaf'));
  await page.clock.install();
  await open(page, email, 'greenleaf/menu');
  await expect(page.getByText('400 of 400 items')).toBeVisible();
  await disableAccount(account);
  // The page asks for the state of the sync now and then, and an ID token is good for an hour.
  await page.clock.fastForward('02:00:00');
  await expect(page.getByText('Your session has expired.')).toBeVisible();
  await signIn(page, 'staff@greenleaf.example');
  await expect(page.getByText('400 of 400 items')).toBeVisible();
});

test('exports nothing to somebody who was dismissed, though their token is still good', async ({ page }) => {
  const email = `dismissed-${Date.now()}@greenleaf.example`;
  const account = await createAccount(email, manager('greenleaf'));
  await open(page, email, 'greenleaf/customers');
  await expect(page.locator('[role=row][aria-rowindex="2"]')).toBeVisible();
  await disableAccount(account);
  await exporting(page).click();
  await expect(page.getByText('Your session has expired.')).toBeVisible();
});
