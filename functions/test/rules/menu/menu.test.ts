import fc from 'fast-check';
import {
  compareMenuPositions,
  menuPage,
  menuPosition,
  type MenuPosition,
  sortedMenu,
} from '../../../src/rules/menu/menu';

const item = (id: string, more: Partial<MenuPosition> = {}): MenuPosition => ({
  id,
  name: null,
  category: null,
  featured: false,
  sortOrder: null,
  ...more,
});

const ids = (items: readonly MenuPosition[]) => items.map(({ id }) => id);

describe('sortedMenu', () => {
  it('puts featured items first, then those with a place, then by category and name, what lacks one last', () => {
    const menu = [
      item('nothing'),
      item('b-flower', { category: 'Flower', name: 'b' }),
      item('A-flower', { category: 'flower', name: 'A' }),
      item('edible', { category: 'Edible', name: 'z' }),
      item('second', { sortOrder: 2, category: 'Flower' }),
      item('first', { sortOrder: 1, category: 'Vape' }),
      item('featured', { featured: true, category: 'Vape' }),
    ];
    expect(ids(sortedMenu(menu))).toEqual([
      'featured',
      'first',
      'second',
      'edible',
      'A-flower',
      'b-flower',
      'nothing',
    ]);
  });
});

const anyMenu = fc.uniqueArray(
  fc
    .record({
      id: fc.string({ minLength: 1, maxLength: 4 }),
      name: fc.option(fc.constantFrom('a', 'A', 'b', 'x'.repeat(200), `${'x'.repeat(150)}y`)),
      category: fc.option(fc.constantFrom('Flower', 'flower', 'Vape')),
      featured: fc.boolean(),
      sortOrder: fc.option(fc.integer({ min: 0, max: 3 })),
    })
    .map(({ id, ...more }) => item(id, more)),
  { maxLength: 40, selector: ({ id }) => id },
);

describe('menuPage', () => {
  it('shows, page by page, every item of the category once and in order', () => {
    fc.assert(
      fc.property(
        anyMenu,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom(null, 'FLOWER', 'vape'),
        (menu, limit, category) => {
          const sorted = sortedMenu(menu);
          const seen: string[] = [];
          for (let after = null, more = true; more;) {
            const page: ReturnType<typeof menuPage<MenuPosition>> = menuPage(sorted, {
              category,
              after,
              limit,
            });
            expect(page.items.length).toBeLessThanOrEqual(limit);
            seen.push(...ids(page.items));
            more = page.next !== null;
            after = page.next;
          }
          const wanted = sorted.filter(
            (one) => category === null || one.category?.toLowerCase() === category.toLowerCase(),
          );
          expect(seen).toEqual(ids(wanted));
          expect(menuPage(sorted, { category, after: null, limit }).total).toBe(wanted.length);
        },
      ),
    );
  });

  it('goes on where it was when the menu has changed in between', () => {
    const before = sortedMenu(['a', 'b', 'c', 'd'].map((name) => item(name, { name })));
    const first = menuPage(before, { category: null, after: null, limit: 2 });
    const now = sortedMenu(['a', 'aa', 'c', 'd'].map((name) => item(name, { name })));
    expect(ids(menuPage(now, { category: null, after: first.next, limit: 2 }).items)).toEqual(['c', 'd']);
  });
});

describe('compareMenuPositions', () => {
  it('is a total order: no two items share a place', () => {
    fc.assert(
      fc.property(anyMenu, (menu) => {
        const positions = sortedMenu(menu).map(menuPosition);
        for (const [index, position] of positions.entries()) {
          for (const later of positions.slice(index + 1)) {
            expect(compareMenuPositions(position, later)).toBeLessThan(0);
            expect(compareMenuPositions(later, position)).toBeGreaterThan(0);
          }
        }
      }),
    );
  });
});
