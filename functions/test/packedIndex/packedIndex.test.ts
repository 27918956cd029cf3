import { Database } from '../../src/platform/firestore/database';
import { limitsWith } from '../support/limits';
import { startTestFirestore, type TestFirestore } from '../support/firestore';
import { openWriter } from './openIndex';

const MAX_SHARD_ENTRIES = 100;

const LIMITS = limitsWith({ shard: { entries: MAX_SHARD_ENTRIES, loaded: 4 } });

let server: TestFirestore;
let tenants = 0;

beforeAll(async () => {
  server = await startTestFirestore();
});
afterAll(async () => server.stop());

function open(orgId: string, database = new Database(server.firestore)) {
  return { ...openWriter(database, orgId, LIMITS), database };
}

/** Stores entries for the given batches of keys, one commit a batch, and says how many each shard then holds, in order. */
async function store(batches: readonly (readonly string[])[]) {
  const orgId = `org${(tenants += 1)}`;
  const { index, writer } = open(orgId);
  for (const batch of batches) {
    await index.loadFor(batch);
    for (const key of batch) {
      index.change(key, { record: { entry: { hash: 'h' }, write: { kind: 'none' }, bytes: 1 } });
    }
    await writer.flush();
  }
  const { docs } = await server.firestore.collection(`tenants/${orgId}/sync_index`).orderBy('from').get();
  return { orgId, sizes: docs.map((snapshot) => Number(snapshot.get('count'))) };
}

/** Batches of so many ids each, one after the other. */
const batches = (count: number, size: number) =>
  Array.from({ length: count }, (_, batch) =>
    Array.from({ length: size }, (__, position) => String(1_000 + size * batch + position)),
  );

describe('shards that keys fill in order', () => {
  it('are left full, upwards and downwards', async () => {
    expect((await store(batches(15, 20))).sizes).toEqual([100, 100, 100]);
    expect((await store(batches(15, 20).reverse())).sizes).toEqual([100, 100, 100]);
  });

  it('are left nearly full where some of the keys come a batch late', async () => {
    const late = batches(30, 10).reverse();
    for (const [position, own] of late.entries()) {
      const next = late[position + 1] ?? [];
      const [lowest, highest] = [own[0], next[9]];
      if (lowest === undefined || highest === undefined) continue;
      // They change places, as orders of the same second do.
      own[0] = highest;
      next[9] = lowest;
    }
    const { sizes } = await store(late);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(300);
    expect(sizes.length).toBeLessThanOrEqual(4);
  });
});

describe('a walk over more shards than are kept in memory', () => {
  it('reads each shard once, whichever way it goes', async () => {
    const { orgId, sizes } = await store(batches(6, 100));
    expect(sizes).toHaveLength(6);
    const pages = batches(60, 10);
    for (const walk of [pages, pages.toReversed()]) {
      const { index, writer, database } = open(orgId);
      for (const page of walk) {
        await index.loadFor(page);
        expect(page.every((key) => index.entry(key)?.hash === 'h')).toBe(true);
        await writer.drain();
      }
      expect(database.billed.reads).toBe(sizes.length);
      expect(index.loadedShards().length).toBeLessThan(sizes.length);
    }
  });

  it('commits the changes of those it can no longer keep, each shard once', async () => {
    const { orgId, sizes } = await store(batches(8, 100));
    const { index, writer, database } = open(orgId);
    let mostLoaded = 0;
    for (const page of batches(80, 10).toReversed()) {
      await index.loadFor(page);
      for (const key of page.slice(0, 1)) {
        index.change(key, { record: { entry: { hash: 'new' }, write: { kind: 'none' }, bytes: 1 } });
      }
      await writer.drain();
      mostLoaded = Math.max(mostLoaded, index.loadedShards().length);
    }
    await writer.flush();
    expect(mostLoaded).toBeLessThan(sizes.length);
    expect(database.billed.reads).toBe(sizes.length);
    expect(database.billed.writes).toBe(sizes.length);
    const stored = open(orgId).index;
    await stored.loadAll();
    expect([...stored.entries()].filter(([, { hash }]) => hash === 'new')).toHaveLength(80);
  });
});
