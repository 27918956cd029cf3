import { buildOddities } from '../../../pos/worlds/builders';
import { combineInventory } from '../../../../functions/src/rules/menu/product';
import {
  collectRows,
  connector,
  SettableClock,
  simulate,
  stopSimulators,
  tenantOf,
} from '../../../../functions/test/alleaves/harness';

const clock = new SettableClock();
const WINDOW = { from: '2026-03-17', to: '2026-06-15' };

afterEach(stopSimulators);

async function clientOfOddities(dialect: 'documented' | 'observed') {
  const world = buildOddities({ now: clock.now() });
  const simulator = await simulate({ world, dialect, envelope: 'numeric' }, { clock });
  // Small pages, so that duplicates and faults fall on several of them.
  return connector({ clock, limits: { pageSize: 5 } }).connect(tenantOf(simulator, { dialect: 'auto' }));
}

describe.each(['documented', 'observed'] as const)('the world of oddities over the %s dialect', (dialect) => {
  it('gives its customers', async () => {
    const rows = await collectRows((await clientOfOddities(dialect)).customers());

    expect(rows.filter(({ record }) => !record).map(({ issues }) => issues[0]?.message)).toEqual([
      'is not an id (a whole number or text)',
      'is missing',
      'is missing',
    ]);
    const byId = new Map(rows.map(({ record }) => [record?.posCustomerId, record]));
    expect(rows.filter(({ posId }) => posId === '42')).toHaveLength(2);
    expect(byId.get('43')).toMatchObject({ email: 'jane@example.com' });
    expect(byId.get('52')).toMatchObject({ email: 'family@example.com' });
    expect(byId.get('61')).toMatchObject({
      displayName: 'Otto Alias',
      phone: '555-0161',
      birthDate: '1980-02-29',
      loyaltyPoints: 120,
      customerSince: new Date('2025-03-01T14:30:00Z'),
    });
    expect(byId.get('62')).toMatchObject({
      displayName: 'Full Name',
      phone: '5550162',
      birthDate: '1980-02-29',
      customerSince: new Date('2025-03-01T09:30:00Z'),
    });
    expect(['63', '64', '65'].map((id) => byId.get(id)?.displayName)).toEqual([
      null,
      'Known After All',
      null,
    ]);
    expect(['66', '67'].map((id) => byId.get(id)?.email)).toEqual([null, 'customer_67@alleaves.local.com']);
    expect(rows.find(({ posId }) => posId === '69')?.issues.map(({ path }) => path)).toEqual([
      'email',
      'date_of_birth',
      'loyalty_points',
    ]);
  });

  it('gives its orders', async () => {
    const rows = await collectRows((await clientOfOddities(dialect)).orders(WINDOW));

    const unusable = rows.filter(({ record }) => !record);
    expect(new Set(unusable.map(({ posId, issues }) => `${posId}: ${issues[0]?.path}`))).toEqual(
      new Set([
        'null: id',
        '1061: date_created',
        '1062: date_created',
        '1063: date_created',
        '1064: total',
        '1065: total',
      ]),
    );
    const byId = new Map(rows.map(({ posId, record }) => [posId, record]));
    expect(rows.filter(({ posId }) => posId === '1025')).toHaveLength(2);
    expect(byId.get('1020')).toMatchObject({ posCustomerId: '61', totalCents: 1200 });
    expect(byId.get('1021')).toMatchObject({
      posCustomerId: '62',
      totalCents: 123_450,
      subtotalCents: 110_000,
      taxCents: 13_450,
    });
    expect(byId.get('1022')?.items.map(({ quantity }) => quantity)).toEqual([2, 3, null]);
    expect(byId.get('1023')?.totalCents).toBe(-2010);
    expect(byId.get('1024')?.posCustomerId).toBe('64');
    const statuses = Array.from({ length: 15 }, (_, index) => byId.get(String(1040 + index))?.status);
    expect(statuses).toEqual([
      ...['pending', 'submitted', 'confirmed', 'preparing', 'preparing', 'ready', 'completed', 'completed'],
      ...['cancelled', 'cancelled', 'cancelled', 'cancelled', 'refunded', 'refunded', 'unknown'],
    ]);
  });

  it('gives its inventory', async () => {
    const client = await clientOfOddities(dialect);
    const { rows } = await client.inventory();

    expect(rows.filter(({ record }) => !record).map(({ posId }) => posId)).toEqual([null, '9061', '9062']);
    const items = combineInventory(rows.flatMap(({ record }) => record ?? []));
    expect(items.get('9001')).toMatchObject({ stock: 10, retailCents: 2500, otdCents: 3000 });
    const prices = [9011, 9012, 9013, 9014, 9015, 9016, 9017, 9018].map((id) => items.get(String(id))?.shown);
    const shown = (cents: number, includesTax = false) => ({ cents, includesTax });
    expect(prices).toEqual([
      ...[shown(3100, true), shown(3200, true), shown(3300, true), shown(3400), shown(3500), shown(3600)],
      ...[null, shown(2260, true)],
    ]);
    const thc = [9021, 9022, 9023, 9024].map((id) => items.get(String(id))?.thcPercent);
    expect(thc).toEqual([19.5, 21.4, 22.5, null]);
    const images = [9041, 9042, 9043].map((id) => items.get(String(id))?.imageUrl);
    expect(images).toEqual([
      'https://images.example.com/9041.jpg',
      null,
      'https://images.example.com/9043.jpg',
    ]);
    expect(items.get('9051')?.stock).toBe(0);
  });
});
