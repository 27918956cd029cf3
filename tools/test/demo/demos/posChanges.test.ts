import { changePos } from '../../../demo/demos/posChanges';
import { DEMO_NOW, threeTenants } from '../../../demo/demos/threeTenants';
import { World } from '../../../pos/world';

const SIZE = { customers: 60, items: 5, shareWithEmail: 0.3 };

describe('changePos', () => {
  it('changes the point of sale as it says, each time at other documents', () => {
    const { large } = threeTenants(SIZE);
    const before = threeTenants(SIZE).large.world;
    const { descriptions, expected } = changePos(large, DEMO_NOW);

    expect(descriptions).toHaveLength(4);
    const { customers, orders, inventory } = large.world;
    expect(orders.rows).toHaveLength(before.orders.rows.length + 1);
    expect(new Set(inventory.rows.map((row) => row['id_item'])).size).toBe(SIZE.items - 1);
    const changedRows = (rows: readonly object[], earlier: readonly object[]) =>
      rows.filter((row, index) => JSON.stringify(row) !== JSON.stringify(earlier[index]));
    expect(changedRows(customers.rows, before.customers.rows)).toHaveLength(1);
    // The cancelled one and the new one.
    expect(changedRows(orders.rows, before.orders.rows)).toHaveLength(2);

    const kinds = [...expected].map(([path, kind]) => `${kind} ${path.split('/').at(-2) ?? ''}`).sort();
    expect(kinds.filter((kind) => kind !== 'updated orders')).toEqual([
      'added customer_spending',
      'added orders',
      'deleted customer_spending',
      'deleted items',
      'updated customer_spending',
      'updated customer_spending',
      'updated customers',
      'updated customers',
      'updated customers',
    ]);
    expect(kinds.filter((kind) => kind === 'updated orders').length).toBeGreaterThanOrEqual(2);
  });

  it('says what a roster lacks', () => {
    const tenant = { ...threeTenants(SIZE).large, world: new World() };
    expect(() => changePos(tenant, DEMO_NOW)).toThrow(/no customer who buys in the store: make it larger/);
  });
});
