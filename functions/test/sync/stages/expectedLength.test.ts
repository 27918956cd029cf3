import type { RecordedRequest } from '../../../../tools/pos/simulator';
import { World } from '../../../../tools/pos/world';
import { TOPICS } from '../../../src/sync/run/topics';
import { batchRow, customerRow, tillOrder } from '../../scenarios/rows';
import { PipelineHarness } from '../../support/pipeline';

jest.setTimeout(60_000);

let shop: PipelineHarness;
let world: World;
beforeEach(async () => {
  world = new World();
  world.customers.addAll([1, 2, 3].map((id) => customerRow(id)));
  world.orders.addAll(
    Array.from({ length: 62 }, (_, index) => tillOrder(index + 1, { daysAgo: index, customer: 1 })),
  );
  world.inventory.addAll([9001, 9002, 9003].map((id) => batchRow(id)));
  shop = await PipelineHarness.start([{ world }]);
  await shop.sync();
  shop.clock.advance(30 * 60_000);
  shop.pos.resetCounters();
});
afterEach(() => shop.stop());

type Kind = Pick<RecordedRequest, 'endpoint'> & { field: 'page' | 'skip'; value: number };

/** Holds requests back until all of them have come, which they never do where one waits for another's answer. */
function sideBySide(...kinds: Kind[]): Promise<void> {
  const held = kinds.map(({ endpoint, field, value }) =>
    shop.pos.holds.next(
      (request) => request.endpoint === endpoint && Number(request.parameters[field]) === value,
    ),
  );
  return Promise.all(held.map(({ reached }) => reached)).then(() => {
    for (const one of held) one.release();
  });
}

const pages = (endpoint: 'customers' | 'orders'): Kind[] =>
  [1, 2].map((value) => ({ endpoint, field: 'page', value }));
const slices: Kind[] = [0, 2].map((value) => ({ endpoint: 'inventory', field: 'skip', value }));

// Caught: an instance that waits twice for a list that fits on a page.
describe('a list of a length that the last sync has shown', () => {
  it('is asked for to its end at once by a sync, in as many requests as before', async () => {
    const met = [sideBySide(...pages('customers')), sideBySide(...pages('orders')), sideBySide(...slices)];
    await Promise.all([shop.sync(), ...met]);
    expect(shop.pos.counters.requests).toMatchObject({ customers: 2, orders: 2, inventory: 2 });
  });

  it('is asked for with everything else at once by a run for recent changes', async () => {
    const met = sideBySide(...pages('orders'), ...slices);
    shop.publish(TOPICS.orders, {
      orgId: 'org1',
      runId: 'recent',
      trigger: 'recent',
      scope: { kind: 'recent' },
    });
    await Promise.all([shop.settle(), met]);
    expect(shop.pos.counters.requests).toMatchObject({ orders: 2, inventory: 2 });
    expect(shop.pos.counters.peakInFlight).toBe(4);
  });

  it('is read as it is where it has another by now', async () => {
    world.customers.addAll([4, 5].map((id) => customerRow(id)));
    world.inventory.addAll([9004, 9005].map((id) => batchRow(id)));
    await shop.sync();
    expect(await shop.status()).toMatchObject({
      ...{ state: 'succeeded', customerCount: 5, menuProductsCount: 5 },
      baseline: { inventoryRows: 5 },
    });
    expect(shop.pos.counters.requests).toMatchObject({ customers: 2, inventory: 3 });
  });
});
