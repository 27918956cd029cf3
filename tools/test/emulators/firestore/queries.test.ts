import { AggregateField, type Firestore } from 'firebase-admin/firestore';
import type { IndexDefinitions } from '../../../emulators/firestore/indexes/definitions';
import { type ServedProject, serveProject } from './servedProject';

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

let served: ServedProject;
let db: Firestore;
beforeAll(async () => {
  served = await serveProject({ indexes });
  ({ db } = served);
});
afterAll(() => served.stop());

describe('queries of the embedded Firestore', () => {
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
});
