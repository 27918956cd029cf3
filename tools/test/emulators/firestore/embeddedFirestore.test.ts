import { FieldValue, GeoPoint, Timestamp, type Firestore } from 'firebase-admin/firestore';
import { startFirestore } from '../../../emulators/firestore/embeddedFirestore';
import { connectFirestore } from '../connect';
import { type ServedProject, serveProject } from './servedProject';

let served: ServedProject;
let db: Firestore;
beforeAll(async () => {
  served = await serveProject();
  ({ db } = served);
});
afterAll(() => served.stop());

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

  it('keeps projects apart and refuses a project id that Google would', async () => {
    const other = connectFirestore(served.server.host, 'demo-other-project');
    await other.doc('values/all').set({ mine: true });
    expect((await other.doc('values/all').get()).data()).toEqual({ mine: true });
    expect((await db.doc('values/all').get()).get('mine')).toBeUndefined();
    await other.terminate();
    const bad = connectFirestore(served.server.host, 'No_Project');
    await expect(bad.doc('a/b').get()).rejects.toMatchObject({ code: 3 });
    await bad.terminate();
  });

  it('counts what Google bills', async () => {
    const billed = connectFirestore(served.server.host, 'demo-billing-test');
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
    expect(served.server.stats('demo-billing-test')).toEqual({ reads: 5, writes: 3, deletes: 1 });
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
