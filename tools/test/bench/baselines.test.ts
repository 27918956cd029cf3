import { baselines } from '../../bench/baselines';
import { changeWorld } from '../../bench/measures/changes';
import type { BaselineName } from '../../bench/processes/protocols';
import { buildRoster } from '../../pos/worlds/builders';
import { PipelineHarness } from '../../../functions/test/support/pipeline';

const now = new Date('2026-11-20T15:00:00Z');
const COLLECTIONS = ['customers', 'orders', 'customer_spending', 'publicViews/products/items'];

let shops: PipelineHarness[] = [];
afterEach(async () => {
  for (const shop of shops) await shop.stop();
  shops = [];
});

async function shopOf(customers: number): Promise<PipelineHarness> {
  const world = buildRoster({ seed: 8, customers, items: 30, days: 80, shareWithEmail: 0.3, now });
  const shop = await PipelineHarness.start([{ world }]);
  shops.push(shop);
  return shop;
}

/** Fields that say when and not what, and those that only one of the ways keeps. */
const IGNORED = new Set([
  'updatedAt',
  'changeShard',
  'createdAt',
  'segmentedAt',
  'tags',
  'notes',
  'consent',
  'goneSince',
  'description',
  'imageUrl',
  'imageUrls',
]);

/** What a tenant's data comes to. */
async function stored(shop: PipelineHarness) {
  const collections = [];
  for (const collection of COLLECTIONS) {
    const documents = Object.entries(await shop.documents(collection)).map(([id, data]) => [
      id,
      Object.fromEntries(
        Object.entries(data)
          .filter(([field]) => !IGNORED.has(field))
          .sort(),
      ),
    ]);
    collections.push([collection, documents.sort()] as const);
  }
  return collections;
}

const change = ({ shops: [only] }: PipelineHarness) => {
  if (only === undefined) throw new Error('There is no shop.');
  changeWorld(only.world, 0.1, 7, now);
  only.world.inventory.remove(9_003);
};

describe('the baselines', () => {
  it.each<BaselineName>(['blind upsert', 'read and compare'])(
    '%s stores what the pipeline stores, at first and after changes',
    async (name) => {
      const [own, other] = [await shopOf(120), await shopOf(120)];
      await own.sync();
      await baselines[name](other.context, 'org1');
      expect(await stored(other)).toEqual(await stored(own));

      change(own);
      change(other);
      await own.sync();
      await baselines[name](other.context, 'org1');
      expect(await stored(other)).toEqual(await stored(own));
    },
  );

  it('read and compare writes nothing but the status when nothing has changed, blind upsert everything', async () => {
    const shop = await shopOf(60);
    await baselines['blind upsert'](shop.context, 'org1');
    const written = shop.server.stats().writes;
    await baselines['read and compare'](shop.context, 'org1');
    expect(shop.server.stats().writes).toBe(written + 1);
    const before = shop.server.stats().writes;
    await baselines['blind upsert'](shop.context, 'org1');
    // The tenant's own document is written by the harness.
    expect(shop.server.stats().writes - before).toBe(written - 1);
  });

  it('raw load writes the very documents, each once', async () => {
    const [own, raw] = [await shopOf(60), await shopOf(60)];
    await own.sync();
    const before = raw.server.stats();
    await baselines['raw load'](raw.context, 'org1');
    const ids = async (shop: PipelineHarness) =>
      (await stored(shop)).map(([name, docs]) => [name, docs.map(([id]) => id)]);
    expect(await ids(raw)).toEqual(await ids(own));
    const documents = (await stored(raw)).reduce((sum, [, docs]) => sum + docs.length, 0);
    expect(raw.server.stats().writes - before.writes).toBe(documents);
  });
});
