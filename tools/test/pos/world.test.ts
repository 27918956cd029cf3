import * as fc from 'fast-check';
import { World } from '../../pos/world';

const ZONE = 'America/New_York';

function worldWith(...dates: unknown[]): World {
  const world = new World();
  world.orders.addAll(dates.map((date, index) => ({ id: index + 1, date_created: date })));
  return world;
}

const idsBetween = (world: World, from: string, to: string) =>
  world.ordersBetween(from, to, ZONE).map((row) => row['id']);

describe('ordersBetween', () => {
  it('includes both ends, in the zone, newest first', () => {
    const world = worldWith(
      '2026-06-01T00:00:00',
      '2026-05-31T23:59:59',
      '2026-06-02T23:59:59',
      '2026-06-03T03:59:59Z',
      '2026-06-03T04:00:00Z',
    );

    expect(idsBetween(world, '2026-06-01', '2026-06-02')).toEqual([3, 4, 1]);
  });

  it('has orders without a readable date in every window, at its end', () => {
    const world = worldWith('yesterday', '2026-06-01T10:00:00', null);

    expect(idsBetween(world, '2026-06-01', '2026-06-01')).toEqual([2, 1, 3]);
    expect(idsBetween(world, '2020-01-01', '2020-01-02')).toEqual([1, 3]);
  });

  it('follows changes', () => {
    const world = worldWith('2026-06-01T10:00:00', '2026-06-02T10:00:00');
    expect(idsBetween(world, '2026-06-01', '2026-06-01')).toEqual([1]);

    world.orders.update(2, { date_created: '2026-06-01T11:00:00' });
    expect(idsBetween(world, '2026-06-01', '2026-06-01')).toEqual([2, 1]);

    world.orders.remove('1');
    world.orders.add({ id: 3, date_created: '2026-06-01T12:00:00' });
    expect(idsBetween(world, '2026-06-01', '2026-06-01')).toEqual([3, 2]);
  });

  it('agrees with a plain filter for any orders and window', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-02-${String(number).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.array(day, { maxLength: 40 }), day, day, (days, from, to) => {
        const world = worldWith(...days.map((date) => `${date}T12:00:00`));
        const expected = days.flatMap((date, index) => (date >= from && date <= to ? [index + 1] : []));
        expect(idsBetween(world, from, to).toSorted((a, b) => Number(a) - Number(b))).toEqual(expected);
      }),
    );
  });
});

describe('collections', () => {
  it('change every row of an id, number or text, and say how many there were', () => {
    const { inventory } = new World();
    inventory.addAll([
      { id_item: 1, batch: 'a' },
      { id_item: '1', batch: 'b' },
      { id_item: 2 },
      { id_item: null },
    ]);

    expect(inventory.update(1, { price_retail: 5 })).toBe(2);
    expect(inventory.rows.filter((row) => row['price_retail'] === 5)).toHaveLength(2);
    expect(inventory.remove('1')).toBe(2);
    expect(inventory.remove('1')).toBe(0);
    expect(inventory.rows).toEqual([{ id_item: 2 }, { id_item: null }]);
    expect(inventory.find(2)).toEqual({ id_item: 2 });
  });
});
