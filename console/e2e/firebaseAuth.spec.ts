import type { Page } from '@playwright/test';
import type { Claims } from '../src/session/claims';
import { unsignedToken } from '../src/session/developmentSession';
import { expect, PROJECT, serverUrl, staff, test } from './fixtures';

const IDENTITY = 'https://identitytoolkit.googleapis.com';
const TOKENS = 'https://securetoken.googleapis.com';

test.use({ elsewhere: [IDENTITY, TOKENS] });

/** Google's answers carry it; requests of pages are of another origin there. */
const headers = { 'access-control-allow-origin': '*' };

/** Opens the page as Hosting serves it in production, with Firebase Auth's servers played by the test. */
async function openInProduction(page: Page, claims: object): Promise<void> {
  const idToken = unsignedToken(claims as Claims, PROJECT);
  await page.route('**/__/firebase/init.json', (route) =>
    route.fulfill({
      json: { apiKey: 'key', authDomain: `${PROJECT}.example`, projectId: PROJECT, appId: '1:1:web:1' },
    }),
  );
  await page.route(`${IDENTITY}/v1/accounts:signInWithPassword*`, (route) => {
    const { password } = route.request().postDataJSON() as { password: string };
    if (password === 'right')
      return route.fulfill({
        headers,
        json: { idToken, refreshToken: 'refresh', expiresIn: '3600', localId: 'user-1' },
      });
    return route.fulfill({
      status: 400,
      headers,
      json: { error: { code: 400, message: 'INVALID_LOGIN_CREDENTIALS' } },
    });
  });
  await page.route(`${IDENTITY}/v1/accounts:lookup*`, (route) =>
    route.fulfill({ headers, json: { users: [{ localId: 'user-1', email: 'ana@example.com' }] } }),
  );
  await page.goto(`${serverUrl()}/console/greenleaf/menu`);
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('Email').fill('ana@example.com');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('signs in with Firebase Auth, calls with its token, and is signed in after a reload', async ({
  page,
}) => {
  await openInProduction(page, staff('greenleaf'));
  await signIn(page, 'right');
  await expect(page.getByText('190 of 190 items')).toBeVisible();
  await expect(page.getByText('ana@example.com')).toBeVisible();
  await page.reload();
  await expect(page.getByText('190 of 190 items')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
});

test('tells a wrong password and an account without a role alike', async ({ page }) => {
  await openInProduction(page, {});
  for (const password of ['wrong', 'right']) {
    await signIn(page, password);
    await expect(page.getByRole('alert')).toContainText('That did not work.');
    await expect(page.getByLabel('Password')).toBeVisible();
  }
});

test('asks to sign in again once Firebase Auth gives no more tokens', async ({ page }) => {
  await page.clock.install();
  await page.route(`${TOKENS}/v1/token*`, (route) =>
    route.fulfill({ status: 400, headers, json: { error: { code: 400, message: 'TOKEN_EXPIRED' } } }),
  );
  await openInProduction(page, staff('greenleaf'));
  await signIn(page, 'right');
  await expect(page.getByText('190 of 190 items')).toBeVisible();
  await page.clock.fastForward('02:00:00');
  await page.getByRole('link', { name: 'Segments' }).click();
  await expect(page.getByText('Your session has expired.')).toBeVisible();
});
