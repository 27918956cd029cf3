import { changeWorld } from '../../bench/measures/changes';
import { buildRoster } from '../../pos/worlds/builders';

const now = new Date('2026-11-20T20:00:00Z');
const roster = () => buildRoster({ seed: 1, customers: 400, items: 100, days: 80, shareWithEmail: 0.5, now });

describe('changeWorld', () => {
  it('touches the share that was asked for of customers, orders and items', () => {
    const world = roster();
    const counted = world.orders.rows.filter(({ status }) => status !== 'Canceled').length;
    const before = world.orders.rows.length;
    const { customers, orders, items } = changeWorld(world, 0.1, 3, now);
    expect(customers).toHaveLength(40);
    expect(items).toHaveLength(10);
    expect(Math.abs(orders.length - counted / 10)).toBeLessThanOrEqual(1);
    expect(world.orders.rows.length - before).toBe(Math.floor(orders.length / 2));
  });

  it('changes exactly the rows that it names', () => {
    const world = roster();
    const rows = () => ({
      customers: structuredClone(world.customers.rows),
      orders: structuredClone(world.orders.rows),
      inventory: structuredClone(world.inventory.rows),
    });
    const before = rows();
    const changes = changeWorld(world, 0.1, 3, now);
    const after = rows();
    const differing = (name: keyof typeof before, id: string) =>
      new Set(
        after[name]
          .filter((row, position) => JSON.stringify(row) !== JSON.stringify(before[name][position]))
          .map((row) => String(row[id])),
      );
    expect(differing('customers', 'id_customer')).toEqual(new Set(changes.customers));
    expect(differing('orders', 'id')).toEqual(new Set(changes.orders));
    expect(differing('inventory', 'id_item')).toEqual(new Set(changes.items));
  });

  it('names who buys, once, with the address where there is one', () => {
    const world = roster();
    const { buyers, orders } = changeWorld(world, 0.1, 3, now);
    const touched = world.orders.rows.filter(({ id }) => orders.includes(String(id)));
    expect(new Set(buyers.map(({ posCustomerId }) => posCustomerId))).toEqual(
      new Set(touched.map(({ userId }) => userId)),
    );
    expect(buyers.length).toBe(new Set(buyers.map(({ posCustomerId }) => posCustomerId)).size);
    for (const { posCustomerId, email } of buyers) {
      expect(email).toBe(world.customers.find(posCustomerId)?.['email']);
    }
    expect(buyers.some(({ email }) => email !== null)).toBe(true);
  });

  it('is the same each time', () => {
    expect(changeWorld(roster(), 0.01, 5, now)).toEqual(changeWorld(roster(), 0.01, 5, now));
  });
});
