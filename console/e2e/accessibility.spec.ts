import { violations } from './axe';
import { expect, manager, open, owner, serverUrl, test } from './fixtures';

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    test('axe finds nothing on: sign-in', async ({ page }) => {
      await page.goto(`${serverUrl()}/console/`);
      await expect(page.getByLabel('Tenant')).toBeEnabled();
      expect(await violations(page)).toEqual([]);
      await page.route('**/__/firebase/init.json', (route) =>
        route.fulfill({
          json: { apiKey: 'key', authDomain: 'a.example', projectId: 'a-shop', appId: '1:1:web:1' },
        }),
      );
      await page.reload();
      await expect(page.getByLabel('Password')).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test('axe finds nothing on: waiting, a fault, no permission', async ({ page }) => {
      let answer = (): void => undefined;
      const answered = new Promise<void>((resolve) => (answer = resolve));
      await page.route('**/api/getSegmentSummary', async (route) => {
        await answered;
        await route.fulfill({ status: 400, json: { error: { status: 'NOT_FOUND', message: 'Gone.' } } });
      });
      await open(page, manager('greenleaf'), 'greenleaf/segments');
      await expect(page.getByRole('status').getByText('Loading segments …')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      answer();
      await expect(page.getByRole('heading', { name: "This didn't load" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.goto(`${serverUrl()}/console/greenleaf/sync/dead-letters`);
      await expect(page.getByRole('heading', { name: "Your role can't open this" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test('axe finds nothing on: panels, dialogs and editing', async ({ page }) => {
      await open(page, owner('greenleaf'), 'greenleaf/customers/alleaves_1');
      await page.getByRole('button', { name: 'Edit notes' }).click();
      await page.getByRole('button', { name: 'Erase personal data' }).click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.goto(`${serverUrl()}/console/greenleaf/customers`);
      await page.getByRole('button', { name: 'Columns' }).click();
      await expect(page.getByRole('checkbox', { name: 'Points' })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}
