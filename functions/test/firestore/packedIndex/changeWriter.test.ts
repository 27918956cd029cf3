import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Database } from '../../../src/firestore/database';
import { ChangeWriter } from '../../../src/firestore/packedIndex/changeWriter';
import type { Fence } from '../../../src/firestore/packedIndex/commit';
import { PackedIndex } from '../../../src/firestore/packedIndex/packedIndex';
import { StoredShards } from '../../../src/firestore/packedIndex/shardStore';
import { type IndexEntry, itemsStream } from '../../../src/firestore/packedIndex/streams';
import { startTestFirestore, type TestFirestore } from '../../support/firestore';

/** Small, so that shards split early. */
const MAX_SHARD_ENTRIES = 1_200;

let server: TestFirestore;
let tenants = 0;

beforeAll(async () => {
  server = await startTestFirestore();
});
afterAll(async () => server.stop());

const openIndex = (orgId: string, database = new Database(server.firestore)) =>
  new PackedIndex(itemsStream, new StoredShards(database, orgId, itemsStream.name));

/** A tenant with an index and a writer to it. */
async function open(
  options: { orgId?: string; runId?: string; fence?: Fence; quarantinedSince?: Date } = {},
) {
  const orgId = options.orgId ?? `org${(tenants += 1)}`;
  const database = new Database(server.firestore);
  const index = openIndex(orgId, database);
  await index.loadAll();
  const writer = new ChangeWriter(database, index, {
    runId: 'run',
    fence: async () => Promise.resolve(),
    maxShardEntries: MAX_SHARD_ENTRIES,
    preview: null,
    quarantinedSince: new Date(0),
    ...options,
  });
  const reference = (key: string) => server.firestore.doc(`tenants/${orgId}/things/${key}`);
  return {
    orgId,
    database,
    index,
    writer,
    reference,
    put(key: string, hash: string) {
      const data = { hash };
      writer.change(key, {
        record: {
          entry: { hash },
          write: { kind: 'upsert', reference: reference(key), created: { ...data, tags: [] }, updated: data },
          bytes: 20,
        },
      });
    },
    remove(key: string) {
      writer.change(key, {
        record: { entry: null, write: { kind: 'delete', reference: reference(key) }, bytes: 0 },
      });
    },
  };
}

async function storedKeys(orgId: string): Promise<string[]> {
  return (await server.firestore.collection(`tenants/${orgId}/things`).get()).docs.map(({ id }) => id);
}

async function storedEntries(orgId: string): Promise<Map<string, IndexEntry>> {
  const index = openIndex(orgId);
  await index.loadAll();
  return new Map(index.entries());
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String(from + i));

describe('change-only writer', () => {
  it('commits documents and index together, and a later writer sees what is there', async () => {
    const first = await open();
    for (const key of numbers(1, 1001)) first.put(key, 'a');
    await first.writer.flush();
    expect(first.writer.effects).toEqual({ added: 1000, updated: 0, deleted: 0 });

    const second = await open({ orgId: first.orgId, runId: 'later' });
    expect(second.index.size).toBe(1000);
    second.put('7', 'b');
    second.remove('8');
    await second.writer.flush();
    expect(second.writer.effects).toEqual({ added: 0, updated: 1, deleted: 1 });

    expect(new Set(await storedKeys(first.orgId))).toEqual(
      new Set(numbers(1, 1001).filter((k) => k !== '8')),
    );
    expect((await storedEntries(first.orgId)).get('7')).toEqual({ hash: 'b' });
    expect((await second.reference('7').get()).data()).toEqual({ hash: 'b', tags: [] });
    const shards = await server.firestore.collection(`tenants/${first.orgId}/sync_index`).get();
    expect(shards.docs.map((shard) => shard.get('run') as unknown)).toEqual([
      { id: 'later', added: 0, updated: 1, deleted: 1 },
    ]);
  });

  it('lets its caller go on while commits are under way, but not without bound', async () => {
    const gate = new EventEmitter();
    const opened = once(gate, 'opened');
    const tenant = await open({ fence: () => opened.then(() => undefined) });
    const before = server.stats().writes;
    let from = 0;
    const fillOne = async () => {
      for (const key of numbers(from, from + 400)) tenant.put(key, 'a');
      from += 400;
      await tenant.writer.drain();
    };
    // Four under way, and one that waits for room.
    for (let commit = 0; commit < 5; commit++) await fillOne();
    let isWaiting = true;
    const next = fillOne().then(() => (isWaiting = false));
    await setTimeout(50);
    expect({ isWaiting, writes: server.stats().writes - before }).toEqual({ isWaiting: true, writes: 0 });

    gate.emit('opened');
    await next;
    await tenant.writer.flush();
    expect((await storedKeys(tenant.orgId)).length).toBe(6 * 400);
    expect((await storedEntries(tenant.orgId)).size).toBe(6 * 400);
    expect(tenant.writer.effects.added).toBe(6 * 400);
  });

  it('makes no commit of a shard after one that failed', async () => {
    let commits = 0;
    const fence = async () => {
      commits += 1;
      return commits === 2 ? Promise.reject(new Error('taken over')) : Promise.resolve();
    };
    const tenant = await open({ fence });
    for (const key of numbers(0, 1_100)) tenant.put(key, 'a');
    await expect(tenant.writer.flush()).rejects.toThrow('taken over');
    await tenant.writer.settle();
    expect(tenant.writer.effects.added).toBe(400);
    expect((await storedKeys(tenant.orgId)).length).toBe(400);
    expect((await storedEntries(tenant.orgId)).size).toBe(400);
  });

  it('bills exactly what the server counts', async () => {
    const before = server.stats();
    const tenant = await open();
    for (const key of numbers(0, 900)) tenant.put(key, 'a');
    await tenant.writer.flush();
    const after = server.stats();
    expect(tenant.database.billed).toEqual({
      reads: after.reads - before.reads,
      writes: after.writes - before.writes,
      deletes: after.deletes - before.deletes,
    });
    expect(tenant.database.billed.writes).toBe(900 + 3);
  });

  it.each([
    ['in growing order', (keys: string[]) => keys],
    ['in falling order', (keys: string[]) => keys.reverse()],
    ['in no order', (keys: string[]) => keys.sort((a, b) => (a.slice(-2) < b.slice(-2) ? -1 : 1))],
  ])('splits large shards, keys %s', async (_, order) => {
    const tenant = await open();
    const keys = order(numbers(0, 2.5 * MAX_SHARD_ENTRIES));
    for (const [position, key] of keys.entries()) {
      tenant.put(key, 'a');
      if (position % 100 === 99) await tenant.writer.drain();
    }
    await tenant.writer.flush();

    const stored = await storedEntries(tenant.orgId);
    expect(stored.size).toBe(keys.length);
    const shards = await server.firestore.collection(`tenants/${tenant.orgId}/sync_index`).get();
    const counts = shards.docs.map((shard) => Number(shard.get('count')));
    expect(Math.max(...counts)).toBeLessThanOrEqual(MAX_SHARD_ENTRIES);
    expect(counts.length).toBeLessThanOrEqual(6);

    const lazy = openIndex(tenant.orgId);
    await lazy.loadFor(['1500', '1501']);
    expect(lazy.loadedShards().length).toBe(1);
    expect(lazy.entry('1500')).toEqual({ hash: 'a' });
    await lazy.loadFor(['0', '2999', '99999999']);
    expect(lazy.entry('2999')).toEqual({ hash: 'a' });
    expect(lazy.entry('99999999')).toBeUndefined();
  });

  it('heals where documents were deleted or created behind its back, and keeps what others own', async () => {
    const tenant = await open();
    for (const key of ['1', '2']) tenant.put(key, 'a');
    await tenant.writer.flush();
    await tenant.reference('1').delete();
    await tenant.reference('3').set({ hash: 'old', tags: ['kept'] });

    for (const key of ['1', '2', '3']) tenant.put(key, 'b');
    await tenant.writer.flush();
    expect((await tenant.reference('1').get()).data()).toEqual({ hash: 'b', tags: [] });
    expect((await tenant.reference('2').get()).data()).toEqual({ hash: 'b', tags: [] });
    expect((await tenant.reference('3').get()).data()).toEqual({ hash: 'b', tags: ['kept'] });
  });

  it('commits nothing once the fence says that another delivery has taken over', async () => {
    const tenant = await open({ fence: async () => Promise.reject(new Error('taken over')) });
    tenant.put('1', 'a');
    await expect(tenant.writer.flush()).rejects.toThrow('taken over');
    expect(await storedKeys(tenant.orgId)).toEqual([]);
    expect((await storedEntries(tenant.orgId)).size).toBe(0);
  });

  it('keeps a shard of long keys under the size that Firestore takes', async () => {
    const tenant = await open();
    const keys = numbers(0, 1_100).map((key) => `${key}-${randomBytes(600).toString('hex')}`);
    for (const key of keys) {
      tenant.writer.change(key, { record: { entry: { hash: 'a' }, write: { kind: 'none' }, bytes: 0 } });
    }
    await tenant.writer.flush();
    const shards = await server.firestore.collection(`tenants/${tenant.orgId}/sync_index`).get();
    expect(shards.size).toBeGreaterThan(1);
    for (const shard of shards.docs) expect(shard.get('entries').length).toBeLessThanOrEqual(600 * 1024);
    expect((await storedEntries(tenant.orgId)).size).toBe(keys.length);
  });

  it('keeps a commit under the size that Firestore takes', async () => {
    const tenant = await open();
    const text = 'x'.repeat(100_000);
    for (const key of numbers(0, 120)) {
      tenant.writer.change(key, {
        record: {
          entry: { hash: 'a' },
          write: { kind: 'replace', reference: tenant.reference(key), data: { text } },
          bytes: text.length,
        },
      });
    }
    await tenant.writer.flush();
    expect((await storedKeys(tenant.orgId)).length).toBe(120);
    expect(tenant.database.billed.writes).toBe(120 + 3);
  });

  it('forgets quarantined rows that have expired when it writes their shard next', async () => {
    const row = (lastSeenAt: number) => ({ hash: 'h', count: 1, firstSeenAt: 0, lastSeenAt });
    const quarantine = (key: string, lastSeenAt: number) => ({
      quarantine: {
        entry: row(lastSeenAt),
        write: { kind: 'none' as const },
        bytes: 0,
      },
      key,
    });
    const tenant = await open();
    for (const { key, ...change } of [quarantine('1', 999), quarantine('2', 1_000)])
      tenant.writer.change(key, change);
    await tenant.writer.flush();

    const later = await open({ orgId: tenant.orgId, quarantinedSince: new Date(1_000) });
    expect([...later.index.shardOf('1').content.quarantined.keys()]).toEqual(['1', '2']);
    later.put('7', 'a');
    await later.writer.flush();
    const last = await open({ orgId: tenant.orgId });
    expect([...last.index.shardOf('1').content.quarantined]).toEqual([['2', row(1_000)]]);
  });
});
