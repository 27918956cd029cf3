import { z } from 'zod';
import { OTHER, TwoShops } from './twoShops';

const customers = z.array(z.object({ id: z.number() }));
const grid = z.object({ items: z.array(z.looseObject({ id_item: z.number(), total_rows: z.number() })) });

let shops: TwoShops;
beforeEach(async () => {
  shops = await TwoShops.open();
});
afterEach(() => shops.simulator.stop());

describe('data', () => {
  it('belongs to the tenant of the token', async () => {
    shops.worlds[0].customers.add({ id: 'mine' });
    shops.worlds[1].customers.add({ id: 'theirs' });

    expect((await shops.call('GET', 'customers?locationId=7', { token: await shops.logIn() })).body).toEqual([
      { id: 'mine' },
    ]);
    expect(
      (await shops.call('POST', 'customer/search', { token: await shops.logIn(OTHER), body: {} })).body,
    ).toEqual({
      customers: [{ id: 'theirs' }],
    });
    expect((await shops.call('GET', 'customers?locationId=8', { token: await shops.logIn() })).status).toBe(
      400,
    );
  });

  it('is paged, newest first', async () => {
    shops.worlds[0].customers.addAll(Array.from({ length: 5 }, (_, index) => ({ id: index })));
    const token = await shops.logIn();
    const ids = async (query: string) =>
      customers
        .parse((await shops.call('GET', `customers?locationId=7&${query}`, { token })).body)
        .map(({ id }) => id);

    expect(await ids('page=1&pageSize=2')).toEqual([4, 3]);
    expect(await ids('page=3&pageSize=2')).toEqual([0]);
    expect(await ids('page=4&pageSize=2')).toEqual([]);
  });

  it('of orders is cut to two days in silence when no dates are sent', async () => {
    shops.worlds[0].orders.addAll([
      { id: 1, date_created: '2026-06-12T12:00:00' },
      { id: 2, date_created: '2026-06-13T12:00:00' },
    ]);
    const token = await shops.logIn();

    expect((await shops.call('GET', 'orders?locationId=7', { token })).body).toMatchObject([{ id: 2 }]);
    const dated = 'orders?locationId=7&startDate=2026-06-01&endDate=2026-06-15';
    expect((await shops.call('GET', dated, { token })).body).toMatchObject([{ id: 2 }, { id: 1 }]);
  });

  it('of the inventory wants the location as an integer, where it is sent', async () => {
    shops.worlds[1].inventory.add({ id_item: 1 });
    const token = await shops.logIn(OTHER);
    const search = (body: unknown) => shops.call('POST', 'inventory/search', { token, body });

    expect((await search({ query: '', id_location: 8 })).body).toEqual({
      items: [{ id_item: 1, total_rows: 1 }],
    });
    expect((await search({ query: '', id_location: '8' })).status).toBe(400);
    expect((await search({ query: '', id_location: 7 })).status).toBe(400);
  });

  it('of the inventory and of items is a grid’s: cut to a page unless more is asked for, with the number of all', async () => {
    shops.worlds[1].inventory.addAll(
      Array.from({ length: 120 }, (_, index) => ({ id_item: index + 1, available: index % 2 })),
    );
    shops.worlds[1].items.add({ id_item: 7, media_list: [], product_description: '<p>Cured</p>' });
    const token = await shops.logIn(OTHER);
    const search = async (path: string, body: unknown) => {
      const answer = await shops.call('POST', path, { token, body });
      return grid.parse(answer.body).items;
    };
    const inventory = async (body: unknown) => search('inventory/search', body);

    expect(await inventory({})).toHaveLength(100);
    expect((await inventory({ skip: 118, take: 5_000 })).map(({ id_item: id }) => id)).toEqual([119, 120]);
    expect(await inventory({ skip: 120, take: 5_000 })).toEqual([]);
    const sold = { logic: 'and', filters: [{ field: 'available', operator: 'eq', value: 1 }] };
    const [first] = await inventory({ skip: 0, take: 2, filter: sold });
    expect(first).toEqual({ id_item: 2, available: 1, total_rows: 60 });
    const items = await search('inventory/item/search', { skip: 0, take: 5_000 });
    expect(items).toHaveLength(120);
    expect(items[0]).toMatchObject({ id_item: 7, product_description: '<p>Cured</p>', total_rows: 120 });
    for (const body of [{ take: 'all' }, { skip: -1 }, { filter: { filters: [{ field: 'a' }] } }])
      expect((await shops.call('POST', 'inventory/search', { token, body })).status).toBe(400);
  });

  it('is not found in the dialect that a tenant’s POS does not speak', async () => {
    const token = await shops.logIn(OTHER);

    expect((await shops.call('GET', 'customers?locationId=8', { token })).status).toBe(404);
    expect((await shops.call('GET', 'orders?locationId=8', { token })).status).toBe(404);
    expect((await shops.call('GET', 'order', { token })).status).toBe(200);
  });
});
