/** What an item's place in the menu follows from. Items are sorted whatever else they hold. */
export interface MenuPosition {
  featured: boolean;
  sortOrder: number | null;
  category: string | null;
  name: string | null;
  id: string;
}

/** Names are compared as far as this; positions travel in URLs. */
const COMPARED_LENGTH = 100;

/** An item's place in the menu. */
export function menuPosition({ featured, sortOrder, category, name, id }: MenuPosition): MenuPosition {
  return { featured, sortOrder, category: comparable(category), name: comparable(name), id };
}

function comparable(text: string | null): string | null {
  return text?.slice(0, COMPARED_LENGTH).toWellFormed().toLowerCase() ?? null;
}

/** Featured items first, then those that staff gave a place, then by category and name; what an item lacks puts it last. */
export function compareMenuPositions(a: MenuPosition, b: MenuPosition): number {
  return (
    Number(b.featured) - Number(a.featured) ||
    compareKnown(a.sortOrder, b.sortOrder) ||
    compareKnown(a.category, b.category) ||
    compareKnown(a.name, b.name) ||
    compareKnown(a.id, b.id)
  );
}

function compareKnown<Value extends string | number>(a: Value | null, b: Value | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

/** The menu in its order. */
export function sortedMenu<Item extends MenuPosition>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, position: menuPosition(item) }))
    .sort((a, b) => compareMenuPositions(a.position, b.position))
    .map(({ item }) => item);
}

interface MenuPage<Item> {
  items: Item[];
  /** The position of the last item if there are more after it. */
  next: MenuPosition | null;
  /** Items of the category, on all pages. */
  total: number;
}

/**
 * Up to `limit` items of a sorted menu, of one category if one is named (in any case), after a position. Positions stay valid
 * when the menu changes: what is after them is after them.
 */
export function menuPage<Item extends MenuPosition>(
  sorted: readonly Item[],
  { category, after, limit }: { category: string | null; after: MenuPosition | null; limit: number },
): MenuPage<Item> {
  const wanted = category?.toLowerCase();
  const all = sorted.filter((item) => wanted === undefined || item.category?.toLowerCase() === wanted);
  const rest =
    after === null ? all : all.filter((item) => compareMenuPositions(menuPosition(item), after) > 0);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const next = last === undefined || rest.length === items.length ? null : menuPosition(last);
  return { items, next, total: all.length };
}
