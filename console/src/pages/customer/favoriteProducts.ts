export interface FavoriteProduct {
  name: string;
  /** Orders that have it. */
  orders: number;
  quantity: number;
}

interface BoughtItems {
  counts: boolean;
  items: readonly { name: string | null; quantity: number | null }[];
}

/** Names that are listed. */
const MOST = 5;

/** What a customer buys most often, by the orders it is in, then by quantity. Orders that don't count are left out. */
export function favoriteProducts(orders: readonly BoughtItems[]): FavoriteProduct[] {
  const byName = new Map<string, FavoriteProduct>();
  for (const { counts, items } of orders) {
    if (!counts) continue;
    const named = items.flatMap(({ name, quantity }) =>
      name === null ? [] : [{ name, quantity: quantity ?? 1 }],
    );
    for (const name of new Set(named.map((item) => item.name))) {
      const product = byName.get(name) ?? { name, orders: 0, quantity: 0 };
      const bought = named
        .filter((item) => item.name === name)
        .reduce((sum, { quantity }) => sum + quantity, 0);
      byName.set(name, { name, orders: product.orders + 1, quantity: product.quantity + bought });
    }
  }
  return [...byName.values()]
    .sort((a, b) => b.orders - a.orders || b.quantity - a.quantity || a.name.localeCompare(b.name))
    .slice(0, MOST);
}
