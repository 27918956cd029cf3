import { AggregateField, FieldPath, Timestamp } from 'firebase-admin/firestore';
import { db, FAILED_PRECONDITION, fill, fresh, INVALID_ARGUMENT, onlyOn } from './parity/store';

afterAll(() => db.terminate());

describe('queries', () => {
  const texts = ['Z', 'a', 'ab', 'é', '\uffff', '😀', '😀a'];

  it('order strings by their UTF-8 bytes, in fields and in ids', async () => {
    const shuffled = [3, 5, 0, 6, 2, 4, 1].map((index) => texts[index] ?? '');
    const collection = await fill(Object.fromEntries(shuffled.map((text) => [text, { text }])));
    const byField = await collection.orderBy('text').get();
    expect(byField.docs.map((document): unknown => document.get('text'))).toEqual(texts);
    const byId = await collection.orderBy(FieldPath.documentId()).get();
    expect(byId.docs.map(({ id }) => id)).toEqual(texts);
    const after = await collection.where('text', '>', '\uffff').get();
    expect(after.docs.map(({ id }) => id)).toEqual(['😀', '😀a']);
    const startedAfter = await collection.orderBy('text').startAfter('\uffff').get();
    expect(startedAfter.docs.map(({ id }) => id)).toEqual(['😀', '😀a']);
  });

  it('order values of different types', async () => {
    const values = [
      null,
      false,
      true,
      NaN,
      -1,
      0.5,
      2,
      new Timestamp(1, 0),
      '',
      'a',
      Buffer.from([1]),
      [1],
      { a: 1 },
    ];
    const collection = await fill(
      Object.fromEntries(values.map((value, index) => [String(100 - index), { value }])),
    );
    const { docs } = await collection.orderBy('value').get();
    expect(docs.map(({ id }) => id)).toEqual(values.map((_, index) => String(100 - index)));
  });

  it('go on after a cursor, also among equal values', async () => {
    const collection = await fill({ d: { v: 1 }, b: { v: 1 }, a: { v: 2 }, c: { v: 1 } });
    const query = collection.orderBy('v');
    const [first] = (await query.limit(1).get()).docs;
    expect(first?.id).toBe('b');
    expect((await query.startAfter(first).get()).docs.map(({ id }) => id)).toEqual(['c', 'd', 'a']);
    expect((await query.startAfter(1).get()).docs.map(({ id }) => id)).toEqual(['a']);
    expect((await query.endBefore(2).limitToLast(2).get()).docs.map(({ id }) => id)).toEqual(['c', 'd']);
  });

  it('with `in` take some values and no more', async () => {
    const collection = await fill({ a: { v: 1 }, b: { v: 9 }, c: { v: 30 } });
    const numbers = Array.from({ length: 10 }, (_, index) => index);
    expect((await collection.where('v', 'in', numbers).get()).docs.map(({ id }) => id)).toEqual(['a', 'b']);
    const tooMany = Array.from({ length: 31 }, (_, index) => index);
    await expect(collection.where('v', 'in', tooMany).get()).rejects.toMatchObject(INVALID_ARGUMENT);
  });

  it('aggregate, also nothing', async () => {
    const collection = await fill({ a: { v: 1 }, b: { v: 2.5 }, c: { v: 'text' } });
    const asked = {
      count: AggregateField.count(),
      sum: AggregateField.sum('v'),
      mean: AggregateField.average('v'),
    };
    expect((await collection.aggregate(asked).get()).data()).toEqual({ count: 3, sum: 3.5, mean: 1.75 });
    expect((await fresh().aggregate(asked).get()).data()).toEqual({ count: 0, sum: 0, mean: null });
  });

  it('select fields, and read many documents at once', async () => {
    const collection = await fill({ a: { v: 1, w: 2 } });
    expect((await collection.select('w').get()).docs[0]?.data()).toEqual({ w: 2 });
    const read = await db.getAll(collection.doc('a'), collection.doc('none'), { fieldMask: ['v'] });
    expect(read.map((snapshot) => snapshot.data())).toEqual([{ v: 1 }, undefined]);
  });

  it('list collections, and parents that are missing', async () => {
    const parent = fresh();
    await parent.doc('missing').collection('children').doc('one').set({});
    expect((await parent.listDocuments()).map(({ id }) => id)).toEqual(['missing']);
    expect((await parent.doc('missing').listCollections()).map(({ id }) => id)).toEqual(['children']);
    expect((await parent.get()).size).toBe(0);
  });

  onlyOn('embedded')('without their index are refused', async () => {
    const collection = await fill({ a: { v: 1, w: 2 } });
    const unindexed = collection.where('v', '==', 1).orderBy('w');
    await expect(unindexed.get()).rejects.toMatchObject(FAILED_PRECONDITION);
  });

  onlyOn('hidane', 'official')('work without their index', async () => {
    const collection = await fill({ a: { v: 1, w: 2 } });
    expect((await collection.where('v', '==', 1).orderBy('w').get()).size).toBe(1);
  });
});

describe('listeners', () => {
  it('hear of what is added, changed and removed, once each', async () => {
    const collection = await fill({ a: { v: 1 } });
    const heard: string[] = [];
    const waiting: { until: number; resolve: () => void }[] = [];
    const stop = collection.where('v', '>=', 1).onSnapshot((snapshot) => {
      for (const { type, doc } of snapshot.docChanges()) heard.push(`${type} ${doc.id}`);
      for (const { until, resolve } of waiting) if (heard.length >= until) resolve();
    });
    const count = (until: number) =>
      heard.length >= until
        ? Promise.resolve()
        : new Promise<void>((resolve) => waiting.push({ until, resolve }));
    await count(1);
    await collection.doc('b').set({ v: 2 });
    await count(2);
    await collection.doc('b').set({ v: 2 });
    await collection.doc('b').update({ v: 3 });
    await count(3);
    await collection.doc('a').update({ v: 0 });
    await count(4);
    await collection.doc('b').delete();
    await count(5);
    stop();
    expect(heard).toEqual(['added a', 'added b', 'modified b', 'removed a', 'removed b']);
  });
});
