import { expect, manager, open, test } from './fixtures';

declare global {
  interface Window {
    /** How many of Intl's formats the page has made. */
    formats: { numbers: number; dates: number };
  }
}

test('makes the formats that rows are written with while their calls are under way', async ({ page }) => {
  await page.addInitScript(() => {
    window.formats = { numbers: 0, dates: 0 };
    Object.assign(Intl, {
      NumberFormat: class extends Intl.NumberFormat {
        constructor(locales?: string, options?: Intl.NumberFormatOptions) {
          super(locales, options);
          window.formats.numbers += 1;
        }
      },
      DateTimeFormat: class extends Intl.DateTimeFormat {
        constructor(locales?: string, options?: Intl.DateTimeFormatOptions) {
          super(locales, options);
          window.formats.dates += 1;
        }
      },
    });
  });
  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/api/*', async (route) => {
    await asked;
    await route.continue();
  });
  await open(page, manager('greenleaf'), 'greenleaf/customers');
  await expect.poll(() => page.evaluate(() => window.formats)).toEqual({ numbers: 2, dates: 1 });
  answer();
  await expect(page.locator('[role=row][aria-rowindex="2"]')).toContainText('$');
});
