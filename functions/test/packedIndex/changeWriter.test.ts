import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Database } from '../../src/platform/firestore/database';
import type { Fence } from '../../src/packedIndex/commit';
import type { IndexEntry } from '../../src/packedIndex/streams';
import { limitsWith } from '../support/limits';
import { startTestFirestore, type TestFirestore } from '../support/firestore';
import { openIndex as openStored, openWriter } from './openIndex';

/** Small, so that shards split early. */
const MAX_SHARD_ENTRIES = 120;

const LIMITS = limitsWith({
  commit: { documents: 40, bytes: 50_000 },
  shard: { entries: MAX_SHARD_ENTRIES, bytes: 20_000 },
});

let server: TestFirestore;
let tenants = 0;

beforeAll(async () => {
  server = await startTestFirestore();
});
afterAll(async () => server.stop());

const openIndex = (orgId: string) => openStored(new Database(server.firestore), orgId, LIMITS);

/** A tenant with an index and a writer to it. */
async function open(
  options: { orgId?: string; runId?: string; fence?: Fence; quarantinedSince?: Date } = {},
) {
  const orgId = options.orgId ?? `org${(tenants += 1)}`;
  const database = new Database(server.firestore);
  const { index, writer } = openWriter(database, orgId, LIMITS, options);
  await index.loadAll();
  const reference = (key: string) => server.firestore.doc(`tenants/${orgId}/things/${key}`);
  return {
    orgId,
    database,
    index,
    writer,
    reference,
    put(key: string, hash: string) {
      const data = { hash };
      index.change(key, {
        record: {
          entry: { hash },
          write: { kind: 'upsert', reference: reference(key), created: { ...data, tags: [] }, updated: data },
          bytes: 20,
        },
      });
    },
    remove(key: string) {
      index.change(key, {
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

describe('a commit that Firestore finds too large with its index entries', () => {
  /** Some 400 KB of index entries. */
  const manyFields = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, field) => [`field${String(field).padStart(60, '0')}`, 'x'.repeat(60)]),
  );

  it('is halved until it fits, with the index right after each part', async () => {
    const looks: boolean[] = [];
    const agrees = async () => {
      const documents = await storedKeys(orgId);
      return (
        JSON.stringify(documents.sort()) === JSON.stringify([...(await storedEntries(orgId)).keys()].sort())
      );
    };
    const fence: Fence = async () => void looks.push(await agrees());
    const { orgId, index, writer, reference, database } = await open({ fence });
    const keys = Array.from({ length: 70 }, (_, key) => String(key));
    for (const key of keys)
      index.change(key, {
        record: {
          entry: { hash: key },
          write: { kind: 'upsert', reference: reference(key), created: manyFields, updated: {} },
          bytes: 20,
        },
      });
    await writer.flush();
    expect((await storedKeys(orgId)).length).toBe(70);
    expect((await storedEntries(orgId)).size).toBe(70);
    expect(writer.effects).toEqual({ added: 70, updated: 0, deleted: 0 });
    expect(looks).toEqual(looks.map(() => true));
    // What was refused is not billed, and the next commits are not tried as large again.
    const { docs } = await server.firestore.collection(`tenants/${orgId}/sync_index`).get();
    const shardWrites = database.billed.writes - 70;
    expect(shardWrites).toBeGreaterThanOrEqual(4);
    expect(docs.map((shard): unknown => shard.get('run.added'))).toContain(70);
  });
});

describe('change-only writer', () => {
  it('commits documents and index together, and a later writer sees what is there', async () => {
    const first = await open();
    for (const key of numbers(1, 101)) first.put(key, 'a');
    await first.writer.flush();
    expect(first.writer.effects).toEqual({ added: 100, updated: 0, deleted: 0 });

    const second = await open({ orgId: first.orgId, runId: 'later' });
    expect(second.index.size).toBe(100);
    second.put('7', 'b');
    second.remove('8');
    await second.writer.flush();
    expect(second.writer.effects).toEqual({ added: 0, updated: 1, deleted: 1 });

    expect(new Set(await storedKeys(first.orgId))).toEqual(new Set(numbers(1, 101).filter((k) => k !== '8')));
    expect((await storedEntries(first.orgId)).get('7')).toEqual({ hash: 'b' });
    expect((await second.reference('7').get()).data()).toEqual({ hash: 'b', tags: [] });
    const shards = await server.firestore.collection(`tenants/${first.orgId}/sync_index`).get();
    expect(shards.docs.map((shard) => shard.data()['run'])).toEqual([
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
      for (const key of numbers(from, from + 40)) tenant.put(key, 'a');
      from += 40;
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
    expect((await storedKeys(tenant.orgId)).length).toBe(6 * 40);
    expect((await storedEntries(tenant.orgId)).size).toBe(6 * 40);
    expect(tenant.writer.effects.added).toBe(6 * 40);
  });

  it('makes no commit of a shard after one that failed', async () => {
    let commits = 0;
    const fence = async () => {
      commits += 1;
      return commits === 2 ? Promise.reject(new Error('taken over')) : Promise.resolve();
    };
    const tenant = await open({ fence });
    for (const key of numbers(0, 110)) tenant.put(key, 'a');
    await expect(tenant.writer.flush()).rejects.toThrow('taken over');
    await tenant.writer.settle();
    expect(tenant.writer.effects.added).toBe(40);
    expect((await storedKeys(tenant.orgId)).length).toBe(40);
    expect((await storedEntries(tenant.orgId)).size).toBe(40);
  });

  it('bills exactly what the server counts', async () => {
    const before = server.stats();
    const tenant = await open();
    for (const key of numbers(0, 90)) tenant.put(key, 'a');
    await tenant.writer.flush();
    const after = server.stats();
    expect(tenant.database.billed).toEqual({
      reads: after.reads - before.reads,
      writes: after.writes - before.writes,
      deletes: after.deletes - before.deletes,
    });
    expect(tenant.database.billed.writes).toBe(90 + 3);
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
      if (position % 10 === 9) await tenant.writer.drain();
    }
    await tenant.writer.flush();

    const stored = await storedEntries(tenant.orgId);
    expect(stored.size).toBe(keys.length);
    const shards = await server.firestore.collection(`tenants/${tenant.orgId}/sync_index`).get();
    const counts = shards.docs.map((shard) => Number(shard.get('count')));
    expect(Math.max(...counts)).toBeLessThanOrEqual(MAX_SHARD_ENTRIES);
    expect(counts.length).toBeLessThanOrEqual(6);

    const lazy = openIndex(tenant.orgId);
    await lazy.loadFor(['150', '151']);
    expect(lazy.loadedShards().length).toBe(1);
    expect(lazy.entry('150')).toEqual({ hash: 'a' });
    await lazy.loadFor(['0', '299', '99999999']);
    expect(lazy.entry('299')).toEqual({ hash: 'a' });
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

  it('keeps a shard of long keys under the size that it may have', async () => {
    const tenant = await open();
    const keys = numbers(0, 40).map((key) => `${key}-${randomBytes(600).toString('hex')}`);
    for (const key of keys) {
      tenant.index.change(key, { record: { entry: { hash: 'a' }, write: { kind: 'none' }, bytes: 0 } });
    }
    await tenant.writer.flush();
    const shards = await server.firestore.collection(`tenants/${tenant.orgId}/sync_index`).get();
    expect(shards.size).toBeGreaterThan(1);
    for (const shard of shards.docs)
      expect(shard.get('entries').length).toBeLessThanOrEqual(LIMITS.shard.bytes);
    expect((await storedEntries(tenant.orgId)).size).toBe(keys.length);
  });

  it('keeps a commit under the size that it may have', async () => {
    const tenant = await open();
    const text = 'x'.repeat(1_000);
    for (const key of numbers(0, 120)) {
      tenant.index.change(key, {
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
      tenant.index.change(key, change);
    await tenant.writer.flush();

    const later = await open({ orgId: tenant.orgId, quarantinedSince: new Date(1_000) });
    expect([...later.index.shardOf('1').content.quarantined.keys()]).toEqual(['1', '2']);
    later.put('7', 'a');
    await later.writer.flush();
    const last = await open({ orgId: tenant.orgId });
    expect([...last.index.shardOf('1').content.quarantined]).toEqual([['2', row(1_000)]]);
  });
});
