import { callAs, expect, manager, open, owner, staff, test } from './fixtures';

test('is the first page, and answers what staff ask in the morning', async ({ page }) => {
  await open(page, staff('greenleaf'), '');
  await expect(page).toHaveURL(/\/console\/greenleaf\/today$/);
  const { sales } = await callAs(staff('greenleaf'), 'getToday', { orgId: 'greenleaf' });
  const money = (dollars: number) => dollars.toLocaleString('en-US', { style: 'currency', currency: 'USD' });
  const card = (name: string) => page.getByRole('region', { name, exact: true });
  expect(sales.week.orderCount).toBeGreaterThan(10);
  await expect(card('Sales today')).toContainText(money(sales.today.total));
  await expect(card('Last 7 days')).toContainText(money(sales.week.total));
  await expect(card('Last 7 days')).toContainText(/\d%\s+(more|less) than\s+the week before/);
  await expect(card('The 7 days before')).toContainText(money(sales.weekBefore.total));
  await expect(card('Sync')).toContainText('In step with the register');
  await expect(card('About to leave')).toContainText(/\d+ from Returning to At risk/);
  const item = card('Sold out this week').getByRole('listitem').first().getByRole('link');
  const name = await item.textContent();
  await item.click();
  await expect(page.getByRole('heading', { level: 1, name: name ?? '' })).toBeVisible();
  await expect(page.getByText('Sold out')).toBeVisible();
});

test('shows the rest where one part fails', async ({ page }) => {
  await page.route('**/api/getSegmentOutlook', (route) =>
    route.fulfill({ status: 400, json: { error: { status: 'NOT_FOUND', message: 'Gone.' } } }),
  );
  await open(page, manager('greenleaf'), 'greenleaf/today');
  await expect(page.getByRole('region', { name: 'Sales today' })).toBeVisible();
  await expect(page.getByRole('heading', { name: "This didn't load" })).toBeVisible();
});

test('says that the sync failed, on every page', async ({ page }) => {
  await open(page, owner('locked'), 'locked/today');
  await expect(page.getByText('The first sync failed.').first()).toBeVisible();
  await page.getByRole('link', { name: 'Menu', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'The first sync failed' })).toBeVisible();
  await expect(page.getByRole('alert').first()).toContainText('Nothing has been synced yet.');
  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  await expect(page.getByText('No customers yet')).toHaveCount(0);
  await page.getByRole('main').getByRole('link', { name: 'Open Sync' }).first().click();
  await expect(page).toHaveURL(/locked\/sync$/);
});

test('says that the sync is stale, and since when', async ({ page }) => {
  await page.route('**/api/getSyncStatus', async (route) => {
    const response = await route.fetch();
    const { result } = (await response.json()) as { result: { status: object } };
    await route.fulfill({
      json: { result: { status: { ...result.status, lastSyncAt: '2026-11-20T03:00:00.000Z' } } },
    });
  });
  await open(page, manager('greenleaf'), 'greenleaf/customers');
  await expect(page.getByText("The sync hasn't succeeded for a while.")).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'hours ago' })).toBeVisible();
});

test('works by keyboard alone: Today, a search, an edit, an export', async ({ page }) => {
  await open(page, manager('longname'), 'longname/today');
  await expect(page.getByRole('region', { name: 'Sales today' })).toBeVisible();
  const pressUntil = async (key: string, name: RegExp) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press(key);
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
        return label ?? element?.getAttribute('aria-label') ?? element?.textContent ?? '';
      });
      if (name.test(focused.trim())) return;
    }
    throw new Error(`The keyboard doesn't reach ${String(name)}.`);
  };
  await pressUntil('Tab', /^Customers$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Customers', level: 1 })).toBeFocused();
  await expect(page.locator('[role=row][aria-rowindex="2"]')).toBeVisible();
  const { customers } = await callAs(manager('longname'), 'listCustomers', { orgId: 'longname', limit: 50 });
  const name =
    customers.find(({ displayName }) => displayName !== null && displayName !== 'Guest')?.displayName ?? '';
  await pressUntil('Tab', /^Search$/);
  await page.keyboard.type(name);
  await expect(page).toHaveURL(/search=/);
  await expect(page.locator('[role=row][aria-rowindex="2"]')).toContainText(name);
  await pressUntil('Shift+Tab', /^Export CSV$/);
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toBe('longname-customers.csv');
  await pressUntil('Tab', new RegExp(`^${name}$`));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeFocused();
  await expect(page.getByRole('region', { name: 'Tags' })).toBeVisible();
  await pressUntil('Tab', /^New tag$/);
  await page.keyboard.type('keyboard');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Tags' }).getByRole('listitem')).toHaveText(['keyboard']);
});
