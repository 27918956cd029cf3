import { World } from '../../../tools/pos/world';
import { TOPICS } from '../../src/sync/run/topics';
import { PipelineHarness } from '../support/pipeline';
import { customerRow, tillOrder, times } from './rows';
import { column, lastRun, statusOf } from './stored';

jest.setTimeout(120_000);

const ids = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `alleaves_${from + index}`);

function shop(customers: number): World {
  const world = new World();
  world.customers.addAll(times(customers, (id) => customerRow(id)));
  return world;
}

describe('reading the POS to the end', () => {
  const large = shop(3_100);
  const numeric = shop(450);
  const numericUnderName = shop(250);
  const ninetyDays = shop(100);
  const moving = shop(250);
  let harness: PipelineHarness;
  beforeAll(async () => {
    ninetyDays.orders.addAll(
      times(910, (id) => tillOrder(id, { customer: (id % 100) + 1, daysAgo: Math.floor((id - 1) / 10) })),
    );
    harness = await PipelineHarness.start([
      { world: large },
      { world: numeric, envelope: 'numeric' },
      { world: numericUnderName, envelope: 'numeric-under-name' },
      { world: ninetyDays },
      { world: moving },
    ]);
  });
  afterAll(() => harness.stop());

  describe('incident 4: zero customers', () => {
    // Caught: the object with numeric keys taken for an array (its length is undefined), at the top or under a name.
    it.each([
      ['an object with numeric keys', 'org2', 450],
      ['an object with numeric keys under a name', 'org3', 250],
    ])('reads %s', async (_envelope, orgId, customers) => {
      await harness.sync({ orgId });
      expect([...(await column(harness, 'customers', 'posCustomerId', orgId)).keys()].sort()).toEqual(
        ids(1, customers).sort(),
      );
      expect(await harness.status(orgId)).toMatchObject({ state: 'succeeded', customerCount: customers });
    });
  });

  describe('incident 5: customers stop at 3,000', () => {
    // Caught: a fixed cap of 30 pages; 31 full pages also catch a reader that takes a full last page for more to come.
    it('stores the 3,100 customers of 31 pages', async () => {
      await harness.sync();
      expect([...(await column(harness, 'customers', 'posCustomerId')).keys()].sort()).toEqual(
        ids(1, 3_100).sort(),
      );
      expect(await harness.status()).toMatchObject({ state: 'succeeded', customerCount: 3_100 });
    });
  });

  describe('incident 6: about 100 orders', () => {
    // Caught: requests without dates, for which the POS sends two days; and windows that lose their first or last day.
    it('stores the orders of all 91 days and sends both dates with every request', async () => {
      harness.pos.resetCounters();
      await harness.sync({ orgId: 'org4' });
      expect((await column(harness, 'orders', 'posOrderId', 'org4')).size).toBe(910);
      const requests = harness.pos.recorded.filter(({ endpoint }) => endpoint === 'orders');
      expect(requests.length).toBeGreaterThanOrEqual(10);
      for (const { parameters } of requests) {
        expect(parameters).toMatchObject({ startDate: '2026-08-22', endDate: '2026-11-21' });
      }
    });
  });

  describe('rows inserted while pages are read', () => {
    it('lose nobody and double nobody, over deliveries of one page each', async () => {
      harness.settings = { ...harness.settings, timeBudgetMilliseconds: 0 };
      harness.publish(TOPICS.customers, { orgId: 'org5' });
      let next = 251;
      let deliveries = 0;
      for (let delivery = harness.queue.shift(); delivery; delivery = harness.queue.shift()) {
        if (delivery.topic === TOPICS.customers) {
          // Newest first, so a new row pushes those already read onto the next page again.
          moving.customers.addAll([customerRow(next), customerRow(next + 1), customerRow(next + 2)]);
          next += 3;
          deliveries += 1;
        }
        await harness.deliver(delivery);
      }
      harness.settings = { ...harness.settings, timeBudgetMilliseconds: 60_000 };
      expect(deliveries).toBeGreaterThanOrEqual(3);
      const first = await column(harness, 'customers', 'posCustomerId', 'org5');
      expect([...first.keys()]).toEqual(expect.arrayContaining(ids(1, 250)));

      await harness.sync({ orgId: 'org5' });
      const all = await column(harness, 'customers', 'posCustomerId', 'org5');
      expect([...all.keys()].sort()).toEqual(ids(1, next - 1).sort());
      expect(await lastRun(harness, 'org5')).toMatchObject({ state: 'succeeded' });
      expect(await harness.status('org5')).toMatchObject({ customerCount: next - 1 });
    });
  });
});

describe('a POS that speaks the observed dialect', () => {
  it('is found out under auto, remembered, and asked in it at once from then on', async () => {
    const world = shop(120);
    world.orders.addAll(times(120, (id) => tillOrder(id, { customer: id, daysAgo: 2 })));
    const harness = await PipelineHarness.start([
      { world, dialect: 'observed', locationId: '1001', tenant: { dialect: 'auto', locationId: 1001 } },
    ]);
    try {
      await harness.sync();
      expect(await harness.status()).toMatchObject({
        state: 'succeeded',
        dialect: 'observed',
        orderCount: 120,
      });

      harness.pos.resetCounters();
      harness.clock.advance(30 * 60_000);
      await harness.sync();
      const paths = new Set(harness.pos.recorded.map(({ path }) => path));
      expect(paths).toEqual(new Set(['/api/customer/search', '/api/order', '/api/inventory/search']));
      expect(await statusOf(harness)).toMatchObject({
        state: 'succeeded',
        dialect: 'observed',
        lastSyncAt: harness.clock.now(),
      });
    } finally {
      await harness.stop();
    }
  });
});
