import { buildRoster } from '../../../tools/pos/worlds/builders';
import { World } from '../../../tools/pos/world';
import { histogram, Oracle } from '../../../tools/oracle/oracle';
import { PipelineHarness } from '../support/pipeline';
import { customerRow, START, TILL, tillOrder, TIME_ZONE, times } from './rows';
import { column, lastRun, stored } from './stored';

jest.setTimeout(120_000);

const CUSTOMERS = 3004;
const SHOPPERS = 250;
const FAMILY_ADDRESSES = 100;

/** A shop as the seed has it: 3,004 customers; those who buy do so at the till, the others share a hundred addresses. */
function inStoreShop(): World {
  const world = buildRoster({ seed: 3, customers: SHOPPERS, now: START, days: 85, shareWithEmail: 0 });
  world.customers.addAll(
    times(CUSTOMERS - SHOPPERS, (number) =>
      customerRow(SHOPPERS + number, { email: `family${number % FAMILY_ADDRESSES}@example.com` }),
    ),
  );
  return world;
}

describe('a shop of 3,004 in-store customers', () => {
  const world = inStoreShop();
  const oracle = new Oracle({ timeZone: TIME_ZONE, lookbackDays: 90 });
  let harness: PipelineHarness;
  beforeAll(async () => {
    oracle.sync(world, START);
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
  });
  afterAll(() => harness.stop());

  describe('incident 1: all in-store customers new', () => {
    // Caught: matching by email alone, which skips every order of the till and leaves everyone `new`.
    it('puts customers who buy at the till into the segment of their orders', async () => {
      const segments = await column(harness, 'customers', 'segment');
      const expected = [...oracle.segments(START)].map(
        ([id, segment]) => [`alleaves_${id}`, segment] as const,
      );
      expect(segments).toEqual(new Map(expected));
      expect(histogram(oracle.segments(START).values())).toMatchObject({
        vip: expect.any(Number),
        loyal: expect.any(Number),
        returning: expect.any(Number),
        at_risk: expect.any(Number),
      });
    });

    it('matches every order by the POS id and skips none', async () => {
      const matchedBy = await column(harness, 'orders', 'matchedBy');
      expect(new Set(matchedBy.values())).toEqual(new Set(['pos_id']));
      expect(matchedBy.size).toBe(oracle.orders.size);
      expect(await lastRun(harness)).toMatchObject({ stages: { orders: { skipped: {} } } });
    });
  });

  describe('incident 3: customers collapsed by email', () => {
    // Caught: customers keyed by email, which makes one document of the 24 or more people behind an address.
    it('keeps one document a customer where thousands share a hundred addresses', async () => {
      const emails = await column(harness, 'customers', 'email');
      expect(emails.size).toBe(CUSTOMERS);
      expect(histogram([...emails.values()].map(String))['family7@example.com']).toBeGreaterThan(20);
      expect(await harness.status()).toMatchObject({ customerCount: CUSTOMERS });
    });
  });
});

describe('placeholder addresses and lookalikes', () => {
  const world = new World();
  let harness: PipelineHarness;
  const LOOKALIKES = [
    'alleaves.local.com',
    'my-alleaves.local',
    'mail.alleaves.local',
    'alleaves.localhost.org',
  ];
  const address = (id: number) => `no-email${id}@${LOOKALIKES[id % LOOKALIKES.length] ?? ''}`;

  beforeAll(async () => {
    // 1 to 200 have a lookalike's address and order with nothing else; 201 to 400 have placeholders, in every form.
    world.customers.addAll(times(200, (id) => customerRow(id, { email: address(id) })));
    const placeholders = [TILL, ` No-Email@Alleaves.LOCAL `, 'customer_{id}@alleaves.local'];
    const placeholder = (id: number) => placeholders[id % 3]?.replace('{id}', String(id)) ?? '';
    world.customers.addAll(times(200, (n) => customerRow(200 + n, { email: placeholder(200 + n) })));
    world.orders.addAll(
      times(200, (id) => tillOrder(id, { customer: null, daysAgo: 3 }, { customer: { email: address(id) } })),
    );
    world.orders.addAll(
      times(200, (n) =>
        tillOrder(200 + n, { customer: 200 + n, daysAgo: 3 }, { email: placeholder(200 + n) }),
      ),
    );
    // A lookalike that nobody has, and an id: the address decides nothing, the id does.
    world.orders.add(
      tillOrder(900, { customer: 250, daysAgo: 2 }, { email: 'customer_9@alleaves.local.com' }),
    );
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
  });
  afterAll(() => harness.stop());

  describe('incident 7: a lookalike domain taken for the placeholder', () => {
    // Caught: `includes`, `endsWith` or `startsWith` for the placeholder's domain; each lookalike breaks one of them.
    it('matches by the address of a lookalike domain', async () => {
      const orders = await stored(harness, 'orders');
      for (let id = 1; id <= 200; id += 1) {
        const expected = { customerId: `alleaves_${id}`, matchedBy: 'email', email: address(id) };
        expect(orders[`alleaves_${id}`]).toMatchObject(expected);
      }
    });

    it('falls back to the id where nobody has the lookalike address', async () => {
      expect(await harness.document('tenants/org1/orders/alleaves_900')).toMatchObject({
        customerId: 'alleaves_250',
        matchedBy: 'pos_id',
        email: 'customer_9@alleaves.local.com',
      });
    });
  });

  describe('incident 20: placeholder addresses in a marketing audience', () => {
    // Caught: an address stored as received, compared case-sensitively, or used as a spending key.
    it('stores no placeholder address anywhere', async () => {
      const emails = await column(harness, 'customers', 'email');
      const placeholders = [...emails].filter(([id]) => Number(id.slice('alleaves_'.length)) > 200);
      expect(placeholders).toHaveLength(200);
      expect(placeholders.every(([, email]) => email === null)).toBe(true);

      const collections = [
        'customers',
        'orders',
        'customer_spending',
        'sync_index',
        'sync_runs',
        'sync_status',
      ];
      for (const collection of collections) {
        const text = JSON.stringify(await stored(harness, collection)).toLowerCase();
        expect(text).not.toMatch(/@alleaves\.local(?![\w.])/);
      }
    });

    it('gives those customers their orders all the same', async () => {
      const counts = await column(harness, 'customers', 'orderCount');
      expect([...counts.values()].every((count) => count === 1 || count === 2)).toBe(true);
    });
  });
});
