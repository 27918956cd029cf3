import { z } from 'zod';
import { Random } from '../../pos/worlds/random';
import type { WireRow, World } from '../../pos/world';

/** Ids of what was changed at the point of sale. */
export const posChanges = z.object({
  customers: z.array(z.string()),
  /** Edited and new ones. */
  orders: z.array(z.string()),
  items: z.array(z.string()),
  /** Who has another total after the changes, with the email if there is one. */
  buyers: z.array(z.object({ posCustomerId: z.string(), email: z.string().nullable() })),
});
export type PosChanges = z.infer<typeof posChanges>;

const customerRow = z.object({
  id_customer: z.union([z.number(), z.string()]).transform(String),
  email: z.string().nullable(),
});
const orderRow = z.object({ id: z.number(), userId: z.string(), total: z.number(), status: z.string() });

/**
 * Changes the given share of a world, spread evenly over all ids: customers get other loyalty points, items another brand; of
 * the orders that are touched one half gets another total, and beside the other half stands a new order of the same customer.
 * @param now When the new orders are made.
 */
export function changeWorld(world: World, share: number, seed: number, now: Date): PosChanges {
  const random = new Random(seed);
  const stride = Math.round(1 / share);
  const chosen = <Row>(rows: readonly Row[]) => {
    const first = random.integer(0, stride - 1);
    return rows.filter((_, index) => index % stride === first);
  };

  const customers = chosen(world.customers.rows);
  for (const row of customers) edit(row, { loyalty_points: random.integer(1_000, 9_999) });

  const counted = world.orders.rows.filter((row) => orderRow.parse(row).status !== 'Canceled');
  const orders = chosen(counted);
  let lastId = world.orders.rows.reduce((highest, row) => Math.max(highest, orderRow.parse(row).id), 0);
  const added: WireRow[] = [];
  for (const [index, row] of orders.entries()) {
    const total = Math.round((orderRow.parse(row).total + 1) * 100) / 100;
    if (index % 2 === 0) edit(row, { total });
    else added.push({ ...row, id: (lastId += 1), total, date_created: now.toISOString() });
  }
  world.orders.addAll(added);

  const items = new Set(chosen([...new Set(world.inventory.rows.map((row) => String(row['id_item'])))]));
  for (const row of world.inventory.rows) {
    if (items.has(String(row['id_item']))) edit(row, { brand: `Brand ${seed}` });
  }

  const emails = new Map(
    world.customers.rows.map((row) => {
      const { id_customer: id, email } = customerRow.parse(row);
      return [id, email] as const;
    }),
  );
  const edited = orders.filter((_, index) => index % 2 === 0);
  const buyers = new Set(orders.map((row) => orderRow.parse(row).userId));
  return {
    customers: customers.map((row) => customerRow.parse(row).id_customer),
    orders: [...edited, ...added].map((row) => String(row['id'])),
    items: [...items],
    buyers: [...buyers].map((posCustomerId) => ({ posCustomerId, email: emails.get(posCustomerId) ?? null })),
  };
}

/** In place: a collection's own update looks at every row, which thousands of updates of a large world would feel. */
function edit(row: WireRow, fields: WireRow): void {
  Object.assign(row, fields);
}
