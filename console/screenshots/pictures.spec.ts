import { resolve } from 'node:path';
import { expect, manager, open, operator, test } from '../e2e/fixtures';

const FOLDER = resolve(__dirname, '../../docs/console');

/** The pages that are shown, as whom, and what is there once they are loaded. */
const PAGES = [
  ['today', manager('greenleaf'), 'greenleaf/today', 'text=so far >> nth=0'],
  ['customers', manager('greenleaf'), 'greenleaf/customers', '[role=row][aria-rowindex="2"]'],
  ['customer', manager('greenleaf'), 'greenleaf/customers/alleaves_1', '.chart rect >> nth=0'],
  ['segments', manager('greenleaf'), 'greenleaf/segments', 'text=leave for At risk >> nth=0'],
  ['menu', manager('greenleaf'), 'greenleaf/menu', 'text=190 of 190 items'],
  ['item', manager('greenleaf'), 'greenleaf/menu/alleaves_9036', 'text=Number at the POS'],
  ['sync', manager('greenleaf'), 'greenleaf/sync', 'role=table >> nth=0'],
  ['quarantine', operator, 'oddities/sync/quarantine', 'role=article >> nth=0'],
  ['tenants', operator, 'tenants', 'text=Succeeded >> nth=0'],
] as const;

const LOOKS = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true },
} as const;

for (const [look, settings] of Object.entries(LOOKS)) {
  test.describe(look, () => {
    test.use(settings);
    for (const [name, claims, path, loaded] of PAGES) {
      test(name, async ({ page }) => {
        await open(page, claims, path);
        await expect(page.locator(loaded)).toBeVisible();
        await expect(page.locator('.skeleton')).toHaveCount(0);
        await expect(page.getByText('…', { exact: true })).toHaveCount(0);
        await page.screenshot({ path: resolve(FOLDER, `${name}-${look}.png`), animations: 'disabled' });
      });
    }
  });
}
