import { World } from '../../../pos/world';
import { check, shop, stopSimulator, textOf } from './checkedShop';

afterEach(stopSimulator);

describe('days', () => {
  it.each([
    [{ endDate: 'exclusive' }, { endInclusive: false, daysOf: null }],
    [{ daysOf: 'utc' }, { endInclusive: true, daysOf: 'utc' }],
    [{ endDate: 'inclusive' }, { endInclusive: true, daysOf: 'shop' }],
  ] as const)('of a POS with %j', async (pos, verdict) => {
    const found = await check(pos);
    expect(found.days).toMatchObject(verdict);
    expect(found.ok).toBe(true);
  });

  it("can't be told whose they are where all orders are placed about noon", async () => {
    const world = shop();
    for (let day = 10; day <= 17; day += 1) world.orders.remove(day * 10 + 1);
    expect((await check({ world })).days).toMatchObject({ endInclusive: true, daysOf: null });
  });

  it('are not asked for where there are no orders', async () => {
    const world = new World();
    world.customers.add({ id_customer: 1 });
    const found = await check({ world });
    expect(found.days).toBeNull();
    expect(textOf(found, 'orders')).toEqual([expect.stringMatching(/^warning: The POS has none/)]);
  });
});

describe('rows', () => {
  it('counts those that would be in quarantine, by reason', async () => {
    const world = shop();
    world.customers.add({ name: 'Nobody' });
    for (let id = 900; id < 903; id += 1) world.customers.add({ id_customer: id, email: 'none at all' });
    world.orders.add({
      id: 5,
      date_created: '2026-11-12T12:00:00',
      total: 5,
      items: [{ qty: 'x' }, { qty: 'y' }],
    });
    const { streams, ok } = await check({ world });
    expect(ok).toBe(true);
    expect(streams.customers?.quarantined).toEqual({
      unusable: 1,
      partly: 3,
      reasons: [
        { reason: 'email is not an email address', rows: 3 },
        { reason: 'id_customer is missing', rows: 1 },
      ],
    });
    expect(streams.orders?.quarantined.reasons).toEqual([{ reason: 'items.*.qty is not a number', rows: 1 }]);
  });

  it('stops a first sync where most of them are unusable', async () => {
    const world = shop();
    for (let id = 0; id < 100; id += 1) world.customers.add({ name: `Nobody ${id}` });
    const found = await check({ world });
    expect(found.ok).toBe(false);
    expect(found.changes[0]?.what).toMatch(/too many can't be used/);
  });

  it('names status words that are not known', async () => {
    const world = shop();
    world.orders.add({ id: 5, date_created: '2026-11-12T12:00:00', total: 5, status: 'Zombie\u001b[2J' });
    const found = await check({ world });
    expect(found.statuses).toContainEqual({ word: 'Zombie[2J', status: 'unknown', orders: 1 });
    expect(textOf(found, 'statuses')).toEqual([expect.stringMatching(/^warning: 1 order has a status/)]);
  });

  it('says that nothing would be on the menu', async () => {
    const world = shop();
    for (const item of [1, 2, 3]) world.inventory.update(item, { area_type: 'Quarantine' });
    const found = await check({ world });
    expect(textOf(found, 'areas')).toEqual([expect.stringMatching(/^failure: 0 of 15 units/)]);
  });
});

describe('an inventory with rows missing', () => {
  it('would stop each sync', async () => {
    const world = shop();
    world.inventory.update(1, { total_rows: 9 });
    const found = await check({ world, totals: false });
    expect(found.ok).toBe(false);
    expect(textOf(found, 'inventory')).toContain('failure: The POS sent 3 rows of 9. Syncs stop at that.');
  });
});
