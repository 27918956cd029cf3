import { expectationOfRoster } from '../../../demo/oracle/roster';
import { World } from '../../../pos/world';

const NOW = new Date('2026-07-01T16:00:00Z');
const TILL = 'no-email@alleaves.local';

function order(userId: number, date: string, total: number, changes: object = {}) {
  return {
    userId: String(userId),
    customer: { email: TILL },
    date_created: `${date}T12:00:00`,
    status: 'delivered',
    total,
    ...changes,
  };
}

function world(): World {
  const made = new World();
  made.customers.addAll([
    { id_customer: 1, email: null },
    { id_customer: 2, email: 'two@example.com' },
    { id_customer: 3, email: null },
  ]);
  made.orders.addAll([
    order(1, '2026-05-01', 10.1),
    order(1, '2026-05-02', 20.2),
    order(1, '2026-06-30', 99, { status: 'Canceled' }),
    // The address goes before the id.
    order(1, '2026-06-30', 5, { customer: { email: 'two@example.com' } }),
    order(4, '2026-06-30', 7),
  ]);
  made.inventory.addAll([{ id_item: 11 }, { id_item: 11 }, { id_item: 12 }]);
  return made;
}

describe('expectationOfRoster', () => {
  it('counts orders for their customers, the cancelled not as spending, and items once', () => {
    const expected = expectationOfRoster(world(), 'America/New_York', NOW);
    expect(Object.fromEntries(expected.customers)).toEqual({
      1: { segment: 'at_risk', orderCount: 2, cents: 3030 },
      2: { segment: 'new', orderCount: 1, cents: 500 },
      3: { segment: 'new', orderCount: 0, cents: 0 },
    });
    expect(expected.orders).toEqual({ count: 4, cents: 13_430 });
    expect(Object.fromEntries(expected.spending)).toEqual({
      cid_1: { orderCount: 2, cents: 3030 },
      cid_2: { orderCount: 1, cents: 500 },
      'two@example.com': { orderCount: 1, cents: 500 },
    });
    expect(expected.products).toBe(2);
  });

  it('refuses rows that are no roster', () => {
    const odd = world();
    odd.orders.add({ id: 1, total: '$5' });
    expect(() => expectationOfRoster(odd, 'America/New_York', NOW)).toThrow(/userId/);
  });
});
