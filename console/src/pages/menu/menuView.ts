import type { CallOutput } from '../../api/contract';
import type { MenuSearch, MenuSort } from './search';

export type MenuItem = CallOutput<'listMenuItems'>['items'][number];

/** What an item costs the shop, in dollars: of its batch where that is known. Null if it isn't, or must not be seen. */
export function costOf({ costs }: Pick<MenuItem, 'costs'>): number | null {
  return costs === null ? null : (costs.batchCost ?? costs.cost);
}

/** The share of the price before tax that is left after the cost; null where either is unknown, or must not be seen. */
export function marginOf({ costs }: Pick<MenuItem, 'costs'>): number | null {
  return costs?.margin ?? null;
}

/** The items of a view, in its order; what lacks the value that is sorted by comes last either way. */
export function menuView(items: readonly MenuItem[], view: MenuSearch): MenuItem[] {
  const { search, category, stock, sort = 'name', direction = 'asc' } = view;
  const words = search?.toLowerCase().split(/\s+/) ?? [];
  const shown = items.filter((item) => {
    const text = [item.name, item.brand, item.strain].join(' ').toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      (category === undefined || item.category === category) &&
      (stock === undefined || item.inStock === (stock === 'in'))
    );
  });
  const sign = direction === 'asc' ? 1 : -1;
  return shown.sort((a, b) => {
    const [left, right] = [sortValue(a, sort), sortValue(b, sort)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (typeof left === 'string' ? collator.compare(left, String(right)) : left - Number(right));
  });
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function sortValue(item: MenuItem, sort: MenuSort): string | number | null {
  return sort === 'margin' ? marginOf(item) : item[sort];
}
