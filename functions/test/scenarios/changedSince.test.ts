import { FieldPath, Timestamp } from 'firebase-admin/firestore';
import { World } from '../../../tools/pos/world';
import { CHANGE_SHARDS, changeShardOf } from '../../src/documents/changeShard';
import { PipelineHarness } from '../support/pipeline';
import { batchRow, customerRow, tillOrder, times } from './rows';
import { dataWrites, ITEMS, stored } from './stored';

jest.setTimeout(120_000);

let harness: PipelineHarness;
afterEach(() => harness.stop());

const SHARDS = Array.from({ length: CHANGE_SHARDS }, (_, shard) => shard);

/** The ids in a collection that have changed since, as docs/data-model.md asks for them. */
async function changedSince(collection: string, since: Date): Promise<string[]> {
  const { docs } = await harness.server.firestore
    .collection(`tenants/org1/${collection}`)
    .where('changeShard', 'in', SHARDS)
    .where('updatedAt', '>', Timestamp.fromDate(since))
    .orderBy('updatedAt')
    .orderBy(FieldPath.documentId())
    .get();
  return docs.map(({ id }) => id).sort();
}

describe('what changed since', () => {
  // Caught: an index of times that nothing is in, and one in which all that a sync writes lands in one place.
  it('is found for customers, orders, spending and items by one query each, and nothing else is', async () => {
    const world = new World();
    world.customers.addAll(times(30, (id) => customerRow(id)));
    world.orders.addAll(times(30, (id) => tillOrder(id, { customer: id, daysAgo: 5 })));
    world.inventory.addAll(times(5, (id) => batchRow(9000 + id)));
    harness = await PipelineHarness.start([{ world }]);
    const before = new Date(harness.clock.now().getTime() - 1);
    await harness.sync();
    const first = harness.clock.now();
    expect(await changedSince('customers', before)).toHaveLength(30);
    expect(await changedSince('orders', before)).toHaveLength(30);
    expect(await changedSince('customer_spending', before)).toHaveLength(30);
    expect(await changedSince(ITEMS, before)).toHaveLength(5);

    world.customers.update(7, { phone: '315-555-0177' });
    world.orders.update(9, { total: 70 });
    world.inventory.update(9002, { available: 3 });
    harness.clock.advance(1_800_000);
    await harness.sync();
    expect(await changedSince('customers', first)).toEqual(['alleaves_7']);
    expect(await changedSince('orders', first)).toEqual(['alleaves_9']);
    expect(await changedSince('customer_spending', first)).toEqual(['cid_9']);
    expect(await changedSince(ITEMS, first)).toEqual(['alleaves_9002']);
    harness.clock.advance(1_800_000);
    expect(await dataWrites(harness, () => harness.sync({ mode: 'full' }))).toEqual([]);
  });

  it('is spread over all shards, whatever ids there are', async () => {
    const world = new World();
    world.customers.addAll(times(2_000, (id) => customerRow(id, { email: `c${id}@example.com` })));
    world.orders.addAll(times(2_000, (id) => tillOrder(500_000 + id, { customer: id, daysAgo: 5 })));
    harness = await PipelineHarness.start([{ world }]);
    await harness.sync();
    for (const collection of ['customers', 'orders', 'customer_spending']) {
      const documents = Object.entries(await stored(harness, collection));
      const counts = new Map<unknown, number>();
      for (const [id, { changeShard }] of documents) {
        expect(changeShard).toBe(changeShardOf(id));
        counts.set(changeShard, (counts.get(changeShard) ?? 0) + 1);
      }
      // No shard takes more than an eighth of what a sync writes.
      expect([...counts.values()].filter((count) => count > documents.length / 8)).toEqual([]);
      expect(counts.size).toBe(CHANGE_SHARDS);
    }
  });
});
