import type { Page } from '@playwright/test';
import { violations } from './axe';
import { expect, open, operator, test } from './fixtures';
import { PAGES } from './pages';

/** A phone, a tablet upright and on its side, a laptop. */
const WIDTHS = [390, 768, 1024, 1280];
const THEMES = ['light', 'dark'] as const;

for (const [name, path, loaded] of PAGES) {
  test(`fits every width in both themes, and axe finds nothing: ${name}`, async ({ page }) => {
    test.setTimeout(60_000);
    await open(page, operator, path);
    await expect(page.locator(loaded)).toBeVisible();
    await expect(page.locator('.skeleton')).toHaveCount(0);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await expect.poll(() => sideways(page), { message: `${width} pixels` }).toEqual([]);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), `${width} pixels, ${colorScheme}`).toEqual([]);
      }
    }
  });
}

test('keeps navigation in reach on a phone, whatever the names', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 740 });
  await open(page, operator, 'longname/customers');
  const bar = page.getByRole('navigation', { name: 'Pages' });
  await expect(page.locator('role=table >> [role=row][aria-rowindex="2"]')).toBeVisible();
  await page.mouse.wheel(0, 1_000);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(300);
  const box = await bar.boundingBox();
  expect(box).toMatchObject({ x: 0, width: 390 });
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(740, 0);
  for (const link of await bar.getByRole('link').all()) await expect(link).toBeInViewport({ ratio: 1 });
  // Whole names, also of the six pages that operators have.
  for (const name of await bar.locator('a > span').all())
    expect(await name.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});

/** What sticks out of the page to the right: nothing scrolls sideways, and nothing is cut off. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const parts = [...document.querySelectorAll('header > *, header nav a, main > *, .card, .card > *')];
    const tooWide = parts.filter((part) => {
      const { right, width } = part.getBoundingClientRect();
      return width > 0 && right > clientWidth + 1;
    });
    // Tables that scroll by themselves, and who is signed in: all of it is seen without scrolling.
    const cutOff = [...document.querySelectorAll('.table-scroll, .who, .who > span')].filter(
      (part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0,
    );
    return [
      ...(scrollWidth > clientWidth ? [`${scrollWidth} > ${clientWidth}`] : []),
      ...[...tooWide, ...cutOff].map(({ outerHTML }) => outerHTML.slice(0, 120)),
    ];
  });
}
