import { buildRoster } from '../../../pos/worlds/builders';
import { parseCustomerRow } from '../../../../functions/src/alleaves/rows/customer';
import { parseInventoryRow } from '../../../../functions/src/alleaves/rows/inventory';
import { parseOrderRow } from '../../../../functions/src/alleaves/rows/order';
import { countsTowardsSpending } from '../../../../functions/src/rules/money/order';
import { calculateSegment, type Segment } from '../../../../functions/src/rules/customers/segment';

const NOW = new Date('2026-06-15T16:00:00Z');
const ZONE = 'America/New_York';
const OPTIONS = { seed: 7, customers: 500, now: NOW, timeZone: ZONE };

function segmentsOf(world: ReturnType<typeof buildRoster>): Map<Segment, number> {
  const spending = new Map<string, { orderCount: number; cents: number; last: Date | null }>();
  for (const row of world.orders.rows) {
    const order = parseOrderRow(row, ZONE).record;
    if (order?.posCustomerId && countsTowardsSpending(order)) {
      const sum = spending.get(order.posCustomerId) ?? { orderCount: 0, cents: 0, last: null };
      const last = sum.last && sum.last > order.orderDate ? sum.last : order.orderDate;
      spending.set(order.posCustomerId, {
        orderCount: sum.orderCount + 1,
        cents: sum.cents + order.totalCents,
        last,
      });
    }
  }
  const segments = new Map<Segment, number>();
  for (const row of world.customers.rows) {
    const { orderCount = 0, cents = 0, last = null } = spending.get(String(row['id_customer'])) ?? {};
    const { segment } = calculateSegment({ orderCount, totalSpent: cents / 100, lastOrderDate: last }, NOW);
    segments.set(segment, (segments.get(segment) ?? 0) + 1);
  }
  return segments;
}

describe('buildRoster', () => {
  it('is the same for the same seed, and another for another', () => {
    const [first, again, other] = [OPTIONS, OPTIONS, { ...OPTIONS, seed: 8 }].map((options) => {
      const { customers, orders, inventory } = buildRoster(options);
      return JSON.stringify([customers.rows, orders.rows, inventory.rows]);
    });

    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('has customers of every segment', () => {
    const segments = segmentsOf(buildRoster(OPTIONS));

    for (const segment of ['vip', 'loyal', 'returning', 'new', 'at_risk', 'churned'] as const) {
      expect([segment, (segments.get(segment) ?? 0) > 5]).toEqual([segment, true]);
    }
  });

  it('holds rows that parse without an issue, with unique ids', () => {
    const { customers, orders, inventory } = buildRoster(OPTIONS);
    const parsed = [
      customers.rows.map((row) => parseCustomerRow(row, ZONE)),
      orders.rows.map((row) => parseOrderRow(row, ZONE)),
      inventory.rows.map(parseInventoryRow),
    ];

    expect(parsed.flat().flatMap(({ issues }) => issues)).toEqual([]);
    expect(new Set(parsed[0]?.map(({ posId }) => posId)).size).toBe(500);
    expect(new Set(parsed[1]?.map(({ posId }) => posId)).size).toBe(orders.rows.length);
  });

  it('gives few customers an address, and orders at the till the placeholder with the customer’s id', () => {
    const { customers, orders } = buildRoster({ ...OPTIONS, customers: 3000 });
    const share = customers.rows.filter((row) => row['email'] !== null).length / 3000;

    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThan(0.06);
    const till = orders.rows.filter((row) =>
      JSON.stringify(row['customer']).includes('no-email@alleaves.local'),
    );
    expect(till.length / orders.rows.length).toBeGreaterThan(0.9);
    expect(till.every((row) => typeof row['userId'] === 'string')).toBe(true);
  });

  it('honours the sizes asked for', () => {
    const world = buildRoster({
      ...OPTIONS,
      customers: 1000,
      ordersPerCustomer: 7,
      items: 12,
      shareWithEmail: 0,
    });

    expect(world.customers.rows).toHaveLength(1000);
    expect(world.orders.rows.length / 1000).toBeGreaterThan(6);
    expect(world.orders.rows.length / 1000).toBeLessThan(8);
    expect(new Set(world.inventory.rows.map((row) => row['id_item'])).size).toBe(12);
    expect(world.customers.rows.every((row) => row['email'] === null)).toBe(true);
  });

  it('keeps orders before now and within the days asked for', () => {
    const { orders } = buildRoster({ ...OPTIONS, days: 120 });
    const times = orders.rows.map((row) => parseOrderRow(row, ZONE).record?.orderDate.getTime() ?? 0);

    expect(Math.max(...times)).toBeLessThan(NOW.getTime());
    expect(Math.min(...times)).toBeGreaterThan(NOW.getTime() - 121 * 86_400_000);
  });
});
