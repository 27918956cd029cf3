import { buildRoster } from '../../../tools/pos/worlds/builders';
import { World } from '../../../tools/pos/world';
import { Oracle } from '../../../tools/oracle/oracle';
import { PipelineHarness } from '../support/pipeline';
import { customerRow, START, tillOrder, TIME_ZONE, times } from './rows';
import { expectedDocuments, statusOf, stored, storedDocuments } from './stored';

jest.setTimeout(120_000);

let harness: PipelineHarness;
afterEach(() => harness.stop());

async function start(world: World): Promise<void> {
  harness = await PipelineHarness.start([{ world }]);
  await harness.sync();
}

const document = (path: string) => harness.document(`tenants/org1/${path}`);

describe('an order that moves to another customer', () => {
  it('changes the spending and the segment of both, and leaves no key behind', async () => {
    const world = new World();
    world.customers.addAll(times(100, (id) => customerRow(id, { email: `c${id}@example.com` })));
    world.orders.addAll(times(300, (id) => tillOrder(id, { customer: Math.ceil(id / 6), daysAgo: 5 })));
    await start(world);
    expect(await document('customers/alleaves_1')).toMatchObject({ segment: 'loyal', orderCount: 6 });
    expect(await document('customers/alleaves_60')).toMatchObject({ segment: 'new', orderCount: 0 });

    // Customer 1 loses two of six orders and 2 loses all; 60 gets all of them.
    for (const id of [1, 2, 7, 8, 9, 10, 11, 12])
      world.orders.update(id, { userId: '60', customer: { id: 60 } });
    await harness.sync();
    expect(await document('customers/alleaves_1')).toMatchObject({
      segment: 'returning',
      orderCount: 4,
      totalSpent: 200,
    });
    expect(await document('customers/alleaves_2')).toMatchObject({
      segment: 'new',
      orderCount: 0,
      lastOrderDate: null,
    });
    expect(await document('customers/alleaves_60')).toMatchObject({
      segment: 'loyal',
      orderCount: 8,
      totalSpent: 400,
    });
    const spending = await stored(harness, 'customer_spending');
    expect(Object.keys(spending)).toHaveLength(100);
    expect([spending['cid_2'], spending['c2@example.com']]).toEqual([undefined, undefined]);
    expect(spending['c60@example.com']).toMatchObject({ totalSpent: 400, customerId: 'alleaves_60' });
  });
});

describe('a customer whose email changes', () => {
  it('is found under the new address and no longer under the old one', async () => {
    const world = new World();
    world.customers.addAll(times(60, (id) => customerRow(id, { email: `old${id}@example.com` })));
    world.orders.addAll(times(60, (id) => tillOrder(id, { customer: id, daysAgo: 5 })));
    await start(world);
    for (let id = 1; id <= 20; id += 1) world.customers.update(id, { email: `New${id}@Example.com ` });
    for (let id = 21; id <= 40; id += 1) world.customers.update(id, { email: null });
    await harness.sync();

    const keys = Object.keys(await stored(harness, 'customer_spending'));
    const range = (from: number, to: number, key: (id: number) => string) =>
      Array.from({ length: to - from + 1 }, (_, index) => key(from + index));
    expect(keys.sort()).toEqual(
      [
        ...range(1, 60, (id) => `cid_${id}`),
        ...range(1, 20, (id) => `new${id}@example.com`),
        ...range(41, 60, (id) => `old${id}@example.com`),
      ].sort(),
    );
  });
});

describe('two customers who share an address', () => {
  it('have one email document with the sum of both, a cid_ document each, and segments of their own', async () => {
    const world = new World();
    world.customers.addAll(
      times(80, (id) => customerRow(id, { email: `household${Math.ceil(id / 2)}@example.com` })),
    );
    // The odd one of each pair has six orders of $30, the even one a single order of $70.
    world.orders.addAll(
      times(280, (number) => {
        const pair = Math.floor((number - 1) / 7);
        const isOdd = number % 7 !== 0;
        return tillOrder(number, {
          customer: 2 * pair + (isOdd ? 1 : 2),
          daysAgo: 6,
          total: isOdd ? 30 : 70,
        });
      }),
    );
    await start(world);
    const spending = await stored(harness, 'customer_spending');
    expect(Object.keys(spending)).toHaveLength(120);
    for (let pair = 1; pair <= 40; pair += 1) {
      const [odd, even] = [2 * pair - 1, 2 * pair];
      expect(spending[`household${pair}@example.com`]).toMatchObject({
        customerId: null,
        customerIds: [`alleaves_${odd}`, `alleaves_${even}`],
        totalSpent: 250,
        orderCount: 7,
      });
      expect(spending[`cid_${odd}`]).toMatchObject({
        customerId: `alleaves_${odd}`,
        totalSpent: 180,
        orderCount: 6,
      });
      expect(spending[`cid_${even}`]).toMatchObject({
        customerId: `alleaves_${even}`,
        totalSpent: 70,
        orderCount: 1,
      });
      expect(await document(`customers/alleaves_${odd}`)).toMatchObject({
        segment: 'loyal',
        totalSpent: 180,
      });
      expect(await document(`customers/alleaves_${even}`)).toMatchObject({ segment: 'new', totalSpent: 70 });
    }
  });
});

describe('what staff enter about customers', () => {
  const manual = {
    orgId: 'org1',
    source: 'manual',
    posCustomerId: null,
    email: 'walkin@example.com',
    segment: 'new',
  };
  async function shopWithStaff(): Promise<World> {
    const world = new World();
    world.customers.addAll(times(50, (id) => customerRow(id)));
    world.orders.addAll(times(50, (id) => tillOrder(id, { customer: id, daysAgo: 5 })));
    await start(world);
    for (const id of ['walkIn1', 'walkIn2', 'walkIn3']) {
      await harness.server.firestore.doc(`tenants/org1/customers/${id}`).set(manual);
    }
    return world;
  }

  it('keeps tags and notes of customers who change, and customers of their own, in every mode', async () => {
    const world = await shopWithStaff();
    const own = { tags: ['regular'], notes: 'Prefers edibles', favourite: 'Gelato' };
    await harness.server.firestore.doc('tenants/org1/customers/alleaves_7').update(own);
    world.customers.update(7, { name_first: 'Renamed', email: 'seven@example.com' });
    world.orders.add(tillOrder(900, { customer: 7, daysAgo: 1 }));
    await harness.sync();
    await harness.sync({ mode: 'full' });

    expect(await document('customers/alleaves_7')).toMatchObject({
      ...own,
      firstName: 'Renamed',
      orderCount: 2,
    });
    expect(await document('customers/walkIn2')).toEqual(manual);
    expect(await statusOf(harness)).toMatchObject({ customerCount: 50 });
  });

  // Caught: missing documents noticed only by a count of the collection, in which those of the staff make up for them.
  it('restores customers deleted by hand in a full sync, also beside as many of the staff', async () => {
    await shopWithStaff();
    const deleted = ['alleaves_3', 'alleaves_30'];
    for (const id of deleted) await harness.server.firestore.doc(`tenants/org1/customers/${id}`).delete();
    await harness.sync({ mode: 'full' });
    for (const id of deleted) expect(await document(`customers/${id}`)).toMatchObject({ orgId: 'org1' });
  });

  // Caught: a segment that is only ever computed when the spending changes, which it doesn't when a customer is restored.
  it('restores their figures and their segment as well', async () => {
    const world = new World();
    world.customers.addAll(times(20, (id) => customerRow(id)));
    world.orders.addAll(times(120, (id) => tillOrder(id, { customer: (id % 20) + 1, daysAgo: 5 })));
    await start(world);
    const before = await document('customers/alleaves_3');
    expect(before).toMatchObject({ segment: 'loyal', orderCount: 6 });
    await harness.server.firestore.doc('tenants/org1/customers/alleaves_3').delete();
    await harness.sync({ mode: 'full' });
    expect(await document('customers/alleaves_3')).toMatchObject({
      segment: 'loyal',
      orderCount: 6,
      totalSpent: 300,
    });
  });
});

describe('two tenants with the same POS ids', () => {
  it('never mix', async () => {
    const worlds = [1, 2].map((seed) =>
      buildRoster({ seed, customers: 120, items: 40, now: START, shareWithEmail: 0.3 }),
    );
    harness = await PipelineHarness.start(worlds.map((world) => ({ world })));
    for (const orgId of ['org1', 'org2']) harness.publish('pos-sync-tenant', { orgId });
    // Their messages take turns in the queue.
    await harness.settle();

    for (const [index, world] of worlds.entries()) {
      const oracle = new Oracle({ timeZone: TIME_ZONE, lookbackDays: 90 });
      oracle.sync(world, START);
      const orgId = `org${index + 1}`;
      expect(await storedDocuments(harness, orgId)).toEqual(expectedDocuments(oracle, orgId, START));
    }
  });
});
