import { check, shop, stopSimulator, textOf } from './checkedShop';

afterEach(stopSimulator);

describe('locations', () => {
  const listed = (id: number, rest: object = {}) => ({
    id_location: id,
    name: 'Main Street',
    timezone: 'America/New_York',
    active: true,
    ...rest,
  });

  it('corrects a time zone that the POS has otherwise', async () => {
    const found = await check({ locations: [listed(1000, { timezone: 'America/Denver' })] });
    expect(found.ok).toBe(false);
    expect(textOf(found, 'time zone')).toEqual([expect.stringContaining("the POS's is America/Denver")]);
    expect(found.changes).toEqual([
      {
        what: "Set the shop's time zone.",
        command: 'npm run sam -- tenants set my-shop --time-zone America/Denver --project my-project',
      },
    ]);
  });

  it('takes another name of the same time zone for the same', async () => {
    const found = await check({ locations: [listed(1000, { timezone: 'US/Eastern' })] });
    expect(textOf(found, 'time zone')).toEqual(['ok: America/New_York, as the POS has it.']);
  });

  it.each([undefined, 'Eastern'])(
    'has a time zone compared by hand where the POS says %j',
    async (timezone) => {
      const found = await check({ locations: [listed(1000, { timezone })] });
      expect(textOf(found, 'time zone')).toEqual([expect.stringMatching(/^warning: .*check it\.$/)]);
      expect(found.ok).toBe(true);
    },
  );

  it('proposes the only active location instead of one that is unknown', async () => {
    const found = await check(
      { locations: [listed(1000, { active: false }), listed(1001)] },
      { locationId: 7 },
    );
    expect(found.changes).toContainEqual({
      what: "Set the POS's only active location.",
      command: 'npm run sam -- tenants set my-shop --location-id 1001 --project my-project',
    });
  });

  it('leaves the choice to the operator where there are several', async () => {
    const found = await check({ locations: [listed(1002), listed(1001)] }, { locationId: 7 });
    expect(found.changes[0]?.command).toContain('--location-id ID');
  });

  it('warns of a location that is not active', async () => {
    const found = await check({ locations: [listed(1000, { active: 0 })] });
    expect(textOf(found, 'location')).toEqual([expect.stringMatching(/^warning: .*isn't active/)]);
  });

  it('goes on where the POS lists none', async () => {
    const found = await check({ locations: null });
    expect(found.ok).toBe(true);
    expect(textOf(found, 'location')).toEqual([
      expect.stringMatching(/^warning: .*doesn't list its locations \(404\)/),
    ]);
    expect(found.streams.customers?.rows).toBe(120);
  });

  it('says where no location is known at all', async () => {
    const found = await check({ dialect: 'observed' }, { locationId: null });
    expect(textOf(found, 'location')).toEqual([expect.stringMatching(/^failure: No location is set/)]);
    expect(found.changes[0]?.command).toContain('--location-id 1000');
  });
});

describe('endpoints', () => {
  it.each(['array', 'numeric', 'numeric-under-name'] as const)('names the envelope %s', async (envelope) => {
    const { envelopes, ok } = await check({ envelope });
    const said = {
      array: 'a list',
      numeric: 'an object with numbers for keys',
      'numeric-under-name': 'an object with numbers for keys under "orders"',
    };
    expect([ok, envelopes['orders']]).toEqual([true, said[envelope]]);
  });

  it('finds the dialect that the POS has instead of the one that is set', async () => {
    const found = await check({ dialect: 'observed' }, { dialect: 'documented' });
    expect(found).toMatchObject({ ok: false, dialect: 'observed', streams: { orders: { rows: 16 } } });
    expect(found.changes).toEqual([
      {
        what: 'Let syncs find the endpoints.',
        command: 'npm run sam -- tenants set my-shop --dialect auto --project my-project',
      },
    ]);
  });
});

describe('page size', () => {
  const many = () => {
    const world = shop();
    for (let id = 1000; id < 2500; id += 1) world.customers.add({ id_customer: id });
    return world;
  };

  it.each([
    [
      { world: many(), maximumPageSize: 5000 },
      { rows: 1000, kind: 'given', refused: [] },
    ],
    [
      { world: many(), maximumPageSize: 300, oversizedPages: 'refused' as const },
      { rows: 250, kind: 'given', refused: [1000, 500] },
    ],
    [
      { world: many(), oversizedPages: 'refused' as const },
      { rows: 0, kind: 'refused', refused: [1000, 500, 250] },
    ],
    [{ world: many() }, { rows: 100, kind: 'capped', refused: [] }],
    [{ maximumPageSize: 5000 }, { rows: 120, kind: 'everything', refused: [] }],
    [
      { paging: 'capped' as const, maximumPageSize: 5000 },
      { rows: 50, kind: 'capped', refused: [] },
    ],
    [
      { world: many(), paging: 'ignored' as const },
      { rows: 1620, kind: 'ignored', refused: [] },
    ],
  ])('of %#', async (pos, pageSize) => {
    const found = await check(pos);
    expect(found.pageSize).toEqual(pageSize);
    expect(textOf(found, 'page size')).toHaveLength(1);
  });
});
