import { expect, open, operator, test } from './fixtures';
import { PAGES } from './pages';

test.use({ viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true });

for (const [name, path, loaded] of PAGES) {
  test(`fits a phone: ${name}`, async ({ page }) => {
    await open(page, operator, path);
    await expect(page.locator(loaded)).toBeVisible();
    await expect(page.locator('.skeleton')).toHaveCount(0);
    const tooWide = await page
      .locator('main > *, .card, .card > *')
      .evaluateAll((parts) =>
        parts
          .filter((part) => part.getBoundingClientRect().right > window.screen.width + 1)
          .map(({ outerHTML }) => outerHTML.slice(0, 100)),
      );
    expect(tooWide).toEqual([]);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(375);
  });
}
