import { expect, manager, open, operator, serverUrl, test } from './fixtures';

test('signs in to a tenant in a role, and out again', async ({ page }) => {
  await page.goto(`${serverUrl()}/console/greenleaf/segments`);
  await expect(page.getByText('Sync Sam', { exact: true })).toBeVisible();
  await page.getByLabel('Role').selectOption('Staff');
  await page.getByLabel('Tenant').selectOption('Green Leaf');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Segments' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('lets operators choose a tenant', async ({ page }) => {
  await open(page, operator, '');
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) });
  await expect(row('Odd Corner')).toContainText(/Succeeded.*(ago|now).*13.*30.*19/);
  // Other tests replay messages of the one and pause the other.
  await expect(row('Locked Door')).toContainText(/Failed|Running/);
  await expect(row('Fresh Start')).toContainText(/never synced|Paused/);
  await page.getByRole('link', { name: 'Odd Corner' }).click();
  await expect(page).toHaveURL(/oddities\/today/);
  await page.getByRole('link', { name: 'Tenants' }).click();
  await expect(page.getByRole('heading', { name: 'Tenants' })).toBeVisible();
});

test('asks to sign in again when the session has expired, and goes on where one was', async ({ page }) => {
  await open(page, manager('greenleaf'), 'greenleaf/menu');
  await expect(page.getByText('190 of 190 items')).toBeVisible();
  // What the server answers to a token that it no longer takes.
  await page.route('**/api/*', (route) =>
    route.fulfill({
      status: 401,
      json: { error: { status: 'UNAUTHENTICATED', message: 'Unauthenticated' } },
    }),
  );
  await page.getByRole('link', { name: 'Segments' }).click();
  await expect(page.getByText('Your session has expired.')).toBeVisible();
  await page.unroute('**/api/*');
  await page.getByLabel('Tenant').selectOption('Green Leaf');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Segments' })).toBeVisible();
});

test('sends somebody without a valid token to the sign-in page, by the word of the server', async ({
  page,
}) => {
  await page.addInitScript(() =>
    sessionStorage.setItem(
      'development-session',
      JSON.stringify({ claims: { role: 'staff', orgId: 'greenleaf' }, token: '' }),
    ),
  );
  await page.goto(`${serverUrl()}/console/greenleaf/customers`);
  await expect(page.getByText('Your session has expired.')).toBeVisible();
});

test('tells a fault of the server, and tries again when asked to', async ({ page }) => {
  await page.route('**/api/listMenuItems', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }));
  await open(page, manager('greenleaf'), 'greenleaf/menu');
  await expect(page.getByRole('alert')).toContainText('HTTP 502', { timeout: 20_000 });
  await page.unroute('**/api/listMenuItems');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('190 of 190 items')).toBeVisible();
});

test('answers unknown addresses', async ({ page }) => {
  await open(page, manager('greenleaf'), 'greenleaf/nothing/here');
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Customers' })).toBeVisible();
});

test('keeps the theme that was chosen', async ({ page }) => {
  await open(page, manager('greenleaf'), 'greenleaf/menu');
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('button', { name: 'Use the light theme' })).toBeVisible();
});

test('works by keyboard alone', async ({ page }) => {
  await open(page, manager('greenleaf'), 'greenleaf/menu');
  await expect(page.getByText('190 of 190 items')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Search', { exact: true })).toBeFocused();
  // Another page begins at its heading.
  await page.getByRole('link', { name: 'Segments' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Segments', level: 1 })).toBeFocused();
});
