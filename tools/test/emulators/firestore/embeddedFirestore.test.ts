import { credentials, makeClientConstructor } from '@grpc/grpc-js';
import { AggregateField, FieldValue, GeoPoint, Timestamp, type Firestore } from 'firebase-admin/firestore';
import { connectFirestore } from '../connect';
import { startFirestore, type EmbeddedFirestore } from '../../../emulators/firestore/embeddedFirestore';
import type { IndexDefinitions } from '../../../emulators/firestore/indexes/definitions';
import { firestoreService } from '../../../emulators/firestore/protocol';

const project = 'demo-firestore-test';
let server: EmbeddedFirestore;
let db: Firestore;

/** Of the toy collections here. */
const indexes: IndexDefinitions = {
  indexes: [
    {
      collectionGroup: 'items',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'even', order: 'ASCENDING' },
        { fieldPath: 'index', order: 'DESCENDING' },
      ],
    },
  ],
  fieldOverrides: [],
};

const connect = (projectId: string) => connectFirestore(server.host, projectId);

beforeAll(async () => {
  server = await startFirestore({ indexes });
  db = connect(project);
});
afterAll(async () => {
  await db.terminate();
  await server.stop();
});

describe('embedded Firestore over gRPC', () => {
  it('keeps every type of value', async () => {
    const data = {
      integer: 5,
      large: Number.MAX_SAFE_INTEGER,
      double: 1.5,
      notANumber: NaN,
      infinite: -Infinity,
      text: '',
      yes: true,
      no: false,
      nothing: null,
      bytes: Buffer.from([0, 1, 255]),
      time: new Timestamp(1_700_000_000, 123_000_000),
      place: new GeoPoint(0, -12.5),
      emptyMap: {},
      emptyList: [],
      nested: { list: [1, { deep: ['a'] }] },
    };
    const reference = db.doc('values/all');
    await reference.set({ ...data, reference });
    const read = (await reference.get()).data();
    expect(read).toMatchObject(data);
    expect(read?.['reference']).toHaveProperty('path', 'values/all');
  });

  it('applies transforms, merges and deletions of fields', async () => {
    const reference = db.doc('transforms/one');
    await reference.set({
      count: 1,
      tags: ['a'],
      nested: { keep: 1, drop: 2 },
      at: FieldValue.serverTimestamp(),
    });
    await reference.update({
      count: FieldValue.increment(2),
      tags: FieldValue.arrayUnion('a', 'b'),
      'nested.drop': FieldValue.delete(),
    });
    await reference.set({ more: true }, { merge: true });
    const read = (await reference.get()).data();
    expect(read).toMatchObject({ count: 3, tags: ['a', 'b'], nested: { keep: 1 }, more: true });
    expect(read?.['nested']).not.toHaveProperty('drop');
    expect(read?.['at']).toBeInstanceOf(Timestamp);
  });

  it('answers failures with the code and message of Firestore', async () => {
    const reference = db.doc('preconditions/one');
    const { writeTime } = await reference.set({ a: 1 });
    await expect(reference.create({})).rejects.toMatchObject({
      code: 6,
      message: '6 ALREADY_EXISTS: Document already exists: preconditions/one',
    });
    await expect(db.doc('preconditions/none').update({ a: 1 })).rejects.toMatchObject({ code: 5 });
    await reference.update({ a: 2 }, { lastUpdateTime: writeTime });
    await expect(reference.update({ a: 3 }, { lastUpdateTime: writeTime })).rejects.toMatchObject({
      code: 9,
    });
    await expect(reference.set({ text: 'x'.repeat(1_048_577) })).rejects.toMatchObject({ code: 3 });
  });

  it('takes a commit of nearly 10 MiB and refuses one above it', async () => {
    const batchOf = (documents: number) => {
      const batch = db.batch();
      for (let index = 0; index < documents; index += 1) {
        batch.set(db.doc(`large/${index}`), { bytes: Buffer.alloc(1_000_000, index) });
      }
      return batch;
    };
    await batchOf(10).commit();
    expect((await db.collection('large').get()).size).toBe(10);
    await expect(batchOf(12).commit()).rejects.toMatchObject({
      code: 3,
      message: '3 INVALID_ARGUMENT: Request payload size exceeds the limit: 11534336 bytes.',
    });
  });

  it('commits a batch as a whole or not at all', async () => {
    const batch = db.batch().set(db.doc('atomic/one'), { a: 1 }).update(db.doc('atomic/none'), { a: 1 });
    await expect(batch.commit()).rejects.toMatchObject({ code: 5 });
    expect((await db.doc('atomic/one').get()).exists).toBe(false);
  });

  it('loses no update under contention', async () => {
    const reference = db.doc('contention/counter');
    await reference.set({ value: 0 });
    let attempts = 0;
    const increment = () =>
      db.runTransaction(
        async (transaction) => {
          attempts += 1;
          const value: unknown = (await transaction.get(reference)).get('value');
          transaction.update(reference, { value: Number(value) + 1 });
        },
        { maxAttempts: 30 },
      );
    await Promise.all(Array.from({ length: 12 }, increment));
    expect((await reference.get()).get('value')).toBe(12);
    expect(attempts).toBeGreaterThan(12);
  });

  it('aborts a transaction whose document changed after it was read, however soon', async () => {
    const reference = db.doc('contention/read');
    await reference.set({ value: 0 });
    const outcome = db.runTransaction(
      async (transaction) => {
        await transaction.get(reference);
        await reference.set({ value: 1 });
        transaction.update(reference, { value: 2 });
      },
      { maxAttempts: 1 },
    );
    await expect(outcome).rejects.toMatchObject({ code: 10 });
    expect((await reference.get()).get('value')).toBe(1);
  });

  it('holds a commit before and after it takes effect', async () => {
    const exists = async (path: string) => (await db.doc(path).get()).exists;
    const before = server.holdCommit((path) => path === 'held/a');
    const first = db.batch().set(db.doc('held/other'), { v: 1 }).set(db.doc('held/a'), { v: 1 }).commit();
    await before.reached;
    expect(await exists('held/other')).toBe(false);
    before.release();
    await first;
    expect(await exists('held/other')).toBe(true);

    const after = server.holdCommit((path) => path === 'held/b', 'after');
    let told = false;
    const second = db
      .doc('held/b')
      .set({ v: 1 })
      .then(() => (told = true));
    await after.reached;
    expect([await exists('held/b'), told]).toEqual([true, false]);
    after.release();
    await second;
  });

  it('forgets a held commit whose client is gone', async () => {
    const hold = server.holdCommit((path) => path === 'held/gone');
    const Client = makeClientConstructor(firestoreService, 'Firestore');
    const client = new Client(server.host, credentials.createInsecure());
    const database = `projects/${project}/databases/(default)`;
    const update = { name: `${database}/documents/held/gone`, fields: {} };
    const commit = client['Commit']?.({ database, writes: [{ update }] }, () => undefined);
    await hold.reached;
    commit.cancel();
    // Comes after the cancellation on the same connection.
    await new Promise((resolve) =>
      client['ListCollectionIds']?.({ parent: `${database}/documents` }, resolve),
    );
    hold.release();
    client.close();
    expect((await db.doc('held/gone').get()).exists).toBe(false);
  });

  it('queries, aggregates and lists', async () => {
    const items = db.collection('queries/one/items');
    const batch = db.batch();
    for (let index = 0; index < 30; index += 1)
      batch.set(items.doc(`i${index}`), { index, even: index % 2 === 0 });
    await batch.commit();
    const page = await items
      .where('even', '==', true)
      .orderBy('index', 'desc')
      .limit(2)
      .select('index')
      .get();
    expect(page.docs.map((document) => document.data())).toEqual([{ index: 28 }, { index: 26 }]);
    const totals = await items
      .where('index', '<', 10)
      .aggregate({ count: AggregateField.count(), sum: AggregateField.sum('index') })
      .get();
    expect(totals.data()).toEqual({ count: 10, sum: 45 });
    expect((await db.collectionGroup('items').count().get()).data()).toEqual({ count: 30 });
    expect((await items.listDocuments()).map(({ id }) => id).slice(0, 3)).toEqual(['i0', 'i1', 'i10']);
    expect((await db.doc('queries/one').listCollections()).map(({ id }) => id)).toEqual(['items']);
  });

  it('refuses a query and an aggregation without their index, and says which', async () => {
    const query = db.collection('queries/one/items').where('even', '==', true).orderBy('index');
    const fields = '[{"fieldPath":"even","order":"ASCENDING"},{"fieldPath":"index","order":"ASCENDING"}]';
    for (const asked of [query, query.count()]) {
      await expect(asked.get()).rejects.toMatchObject({ code: 9, message: expect.stringContaining(fields) });
    }
    await expect(db.collectionGroup('items').where('even', '==', true).get()).rejects.toThrow(
      'requires an index',
    );
  });

  it('reports missing parents in listDocuments and one partition for a partition query', async () => {
    await db.doc('parents/missing/children/one').set({ a: 1 });
    expect((await db.collection('parents').listDocuments()).map(({ id }) => id)).toEqual(['missing']);
    const partitions: unknown[] = [];
    for await (const partition of db.collectionGroup('children').getPartitions(3)) partitions.push(partition);
    expect(partitions).toHaveLength(1);
  });

  it('tells listeners of changes', async () => {
    const seen: unknown[][] = [];
    let notify = (): void => undefined;
    const unsubscribe = db
      .collection('listened')
      .where('open', '==', true)
      .onSnapshot((snapshot) => {
        seen.push(snapshot.docs.map(({ id }) => id));
        notify();
      });
    const snapshots = async (count: number) => {
      while (seen.length < count) await new Promise<void>((resolve) => (notify = resolve));
    };
    await snapshots(1);
    await db.doc('listened/one').set({ open: true });
    await snapshots(2);
    await db.doc('listened/one').set({ open: false });
    await snapshots(3);
    unsubscribe();
    expect(seen).toEqual([[], ['one'], []]);
  });

  it('writes in bulk and reports each failure', async () => {
    const writer = db.bulkWriter();
    writer.onWriteError(() => false);
    const writes = Array.from({ length: 50 }, (_, index) =>
      writer.create(db.doc(`bulk/${index}`), { index }),
    );
    const refused = writer.create(db.doc('values/all'), {}).catch((error: unknown) => error);
    await writer.close();
    await Promise.all(writes);
    expect(await refused).toMatchObject({ code: 6 });
    expect((await db.collection('bulk').count().get()).data().count).toBe(50);
  });

  it('keeps projects apart and refuses a project id that Google would', async () => {
    const other = connect('demo-other-project');
    await other.doc('values/all').set({ mine: true });
    expect((await other.doc('values/all').get()).data()).toEqual({ mine: true });
    expect((await db.doc('values/all').get()).get('mine')).toBeUndefined();
    await other.terminate();
    const bad = connect('No_Project');
    await expect(bad.doc('a/b').get()).rejects.toMatchObject({ code: 3 });
    await bad.terminate();
  });

  it('counts what Google bills', async () => {
    const billed = connect('demo-billing-test');
    await billed.batch().set(billed.doc('a/1'), { v: 1 }).set(billed.doc('a/2'), { v: 2 }).commit();
    await billed.doc('a/1').set({ v: 1 });
    await billed.doc('a/none').get();
    await billed.collection('a').get();
    await billed.collection('nothing').get();
    await billed.collection('a').count().get();
    await billed.doc('a/2').delete();
    await billed
      .doc('a/1')
      .create({})
      .catch(() => undefined);
    expect(server.stats('demo-billing-test')).toEqual({ reads: 5, writes: 3, deletes: 1 });
    await billed.terminate();
  });
});

describe('startFirestore', () => {
  it('names a port that is in use, and frees its own when it stops', async () => {
    const first = await startFirestore();
    const port = Number(first.host.split(':')[1]);
    await expect(startFirestore({ port })).rejects.toThrow(`Firestore can't listen on 127.0.0.1:${port}`);
    await first.stop();
    const second = await startFirestore({ port });
    await second.stop();
  });
});
