import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, open, operator, owner, serverUrl, test } from './fixtures';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The pages, with something that is there once they are loaded. */
const PAGES = [
  ['customers', 'greenleaf/customers', 'table >> [role=row][aria-rowindex="2"]'],
  ['no customers', 'fresh/customers', 'text=No customers yet'],
  ['a customer', 'greenleaf/customers/alleaves_1', '.chart rect >> nth=0'],
  ['segments', 'greenleaf/segments', 'text=leave for At risk >> nth=0'],
  ['menu', 'greenleaf/menu', 'text=190 of 190 items'],
  ['sync', 'oddities/sync', 'role=table >> nth=0'],
  ['quarantine', 'oddities/sync/quarantine', 'text=The row as received >> nth=0'],
  ['dead letters', 'locked/sync/dead-letters', 'role=combobox'],
  ['tenants', 'tenants', 'text=Odd Corner'],
] as const;

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    for (const [name, path, loaded] of PAGES) {
      test(`axe finds nothing on: ${name}`, async ({ page }) => {
        await open(page, operator, path);
        await expect(page.locator(loaded.replace(/^table/, 'role=table'))).toBeVisible();
        await expect(page.locator('.skeleton')).toHaveCount(0);
        expect(await violations(page)).toEqual([]);
      });
    }

    test('axe finds nothing on: sign-in', async ({ page }) => {
      await page.goto(`${serverUrl()}/console/`);
      await expect(page.getByLabel('Tenant')).toBeEnabled();
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

/** What axe finds on a page as it stands; run by the browser's own tools, which no Content-Security-Policy stops. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()');
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}
