import { FieldValue, Timestamp } from 'firebase-admin/firestore';
import { setTimeout as delay } from 'node:timers/promises';
import {
  ABORTED,
  ALREADY_EXISTS,
  db,
  FAILED_PRECONDITION,
  fill,
  fresh,
  INVALID_ARGUMENT,
  NOT_FOUND,
  onlyOn,
} from './parity/store';

afterAll(() => db.terminate());

describe('transactions', () => {
  const counter = async (value: number) => {
    const reference = fresh().doc('counter');
    await reference.set({ value });
    return reference;
  };
  const valueOf = async (reference: FirebaseFirestore.DocumentReference): Promise<unknown> =>
    (await reference.get()).get('value');

  it('lose no update under contention', async () => {
    const reference = await counter(0);
    const increment = () =>
      db.runTransaction(
        async (transaction) => {
          const value = Number((await transaction.get(reference)).get('value'));
          transaction.update(reference, { value: value + 1 });
        },
        { maxAttempts: 30 },
      );
    await Promise.all(Array.from({ length: 10 }, increment));
    expect(await valueOf(reference)).toBe(10);
  });

  it('come before a write that met them, or after it', async () => {
    const reference = await counter(0);
    let write: Promise<unknown> = Promise.resolve();
    await db.runTransaction(async (transaction) => {
      const value = Number((await transaction.get(reference)).get('value'));
      if (value === 0) write = reference.set({ value: 1 });
      await delay(50);
      transaction.update(reference, { value: value + 10 });
    });
    await write;
    expect([1, 11]).toContain(await valueOf(reference));
  });

  it('are as if nobody else had added what their queries look for meanwhile', async () => {
    const collection = fresh();
    let added: Promise<unknown> | undefined;
    const counted = await db.runTransaction(async (transaction) => {
      const { size } = await transaction.get(collection.where('kind', '==', 'wanted'));
      added ??= collection.doc('other').set({ kind: 'wanted' });
      await delay(50);
      transaction.set(collection.doc('count'), { size });
      return size;
    });
    await added;
    const [other, count] = await Promise.all([collection.doc('other').get(), collection.doc('count').get()]);
    const [otherTime, countTime] = [other.updateTime?.toMillis() ?? 0, count.updateTime?.toMillis() ?? 0];
    // Either it waited for the transaction, or the transaction was repeated and counted it.
    if (counted === 0) expect(otherTime).toBeGreaterThanOrEqual(countTime);
    else expect(otherTime).toBeLessThanOrEqual(countTime);
  });

  it('see nothing that is committed after their first read', async () => {
    const collection = await fill({ a: { value: 1 }, b: { value: 1 } });
    const seen = await db.runTransaction(async (transaction) => {
      const first: unknown = (await transaction.get(collection.doc('a'))).get('value');
      const { docs } = await transaction.get(collection.orderBy('value'));
      return [first, ...docs.map((document): unknown => document.get('value'))];
    });
    expect(seen).toEqual([1, 1, 1]);
  });

  it('of which one has read what the other has changed do not both commit', async () => {
    const reference = await counter(0);
    let running = 0;
    let bothRead = (): void => undefined;
    const read = new Promise<void>((resolve) => (bothRead = resolve));
    const attempt = (add: number) =>
      db.runTransaction(
        async (transaction) => {
          const value = Number((await transaction.get(reference)).get('value'));
          running += 1;
          if (running === 2) bothRead();
          await read;
          transaction.update(reference, { value: value + add });
        },
        { maxAttempts: 1 },
      );
    const outcomes = await Promise.allSettled([attempt(1), attempt(2)]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(1);
    for (const { reason } of refused) expect(reason).toMatchObject(ABORTED);
    expect([0, 1, 2]).toContain(await valueOf(reference));
  });

  it('write nothing where they throw', async () => {
    const reference = await counter(0);
    const failing = db.runTransaction(async (transaction) => {
      await transaction.get(reference);
      transaction.update(reference, { value: 1 });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await valueOf(reference)).toBe(0);
  });
});

describe('preconditions', () => {
  it('refuse what they forbid, by the codes of Firestore', async () => {
    const reference = fresh().doc('one');
    const missing = fresh().doc('none');
    const { writeTime } = await reference.create({ value: 1 });
    await expect(reference.create({})).rejects.toMatchObject(ALREADY_EXISTS);
    await expect(missing.update({ value: 1 })).rejects.toMatchObject(NOT_FOUND);
    await expect(missing.delete({ exists: true })).rejects.toMatchObject(NOT_FOUND);
    await reference.update({ value: 2 }, { lastUpdateTime: writeTime });
    await expect(reference.update({ value: 3 }, { lastUpdateTime: writeTime })).rejects.toMatchObject(
      FAILED_PRECONDITION,
    );
    expect((await reference.get()).get('value')).toBe(2);
  });

  it('refuse a batch as a whole', async () => {
    const collection = fresh();
    const batch = db.batch().set(collection.doc('one'), { a: 1 }).update(collection.doc('none'), { a: 1 });
    await expect(batch.commit()).rejects.toMatchObject(NOT_FOUND);
    expect((await collection.get()).size).toBe(0);
  });
});

describe('writes', () => {
  it('apply transforms, merges and deletions of fields', async () => {
    const reference = fresh().doc('one');
    await reference.set({ count: 1, tags: ['a'], nested: { keep: 1, drop: 2 } });
    await reference.update({
      count: FieldValue.increment(2),
      tags: FieldValue.arrayUnion('a', 'b'),
      'nested.drop': FieldValue.delete(),
      at: FieldValue.serverTimestamp(),
    });
    await reference.set({ more: true }, { merge: true });
    const { at, ...rest } = (await reference.get()).data() ?? {};
    expect(rest).toEqual({ count: 3, tags: ['a', 'b'], nested: { keep: 1 }, more: true });
    expect(at).toBeInstanceOf(Timestamp);
  });

  it('keep microseconds of a timestamp, and cut the rest off', async () => {
    const reference = fresh().doc('one');
    await reference.set({ at: new Timestamp(1_700_000_000, 123_456_789) });
    expect((await reference.get()).get('at')).toEqual(new Timestamp(1_700_000_000, 123_456_000));
  });

  it('that change nothing leave the time of the last change', async () => {
    const reference = fresh().doc('one');
    await reference.set({ value: 1 });
    const before = (await reference.get()).updateTime;
    await delay(5);
    await reference.set({ value: 1 });
    await reference.update({ value: 1 });
    expect((await reference.get()).updateTime).toEqual(before);
    await reference.update({ value: 2 });
    expect((await reference.get()).updateTime).not.toEqual(before);
  });

  it('can be more than 500 in a commit', async () => {
    const collection = fresh();
    const batch = db.batch();
    for (let index = 0; index < 600; index += 1) batch.set(collection.doc(String(index)), { index });
    await batch.commit();
    expect((await collection.count().get()).data().count).toBe(600);
  });
});

describe('limits', () => {
  onlyOn('embedded')('of a request are 11,534,336 bytes', async () => {
    const collection = fresh();
    const batchOf = (documents: number) => {
      const batch = db.batch();
      for (let index = 0; index < documents; index += 1)
        batch.set(collection.doc(String(index)), { bytes: Buffer.alloc(1_000_000, index) });
      return batch.commit();
    };
    await batchOf(8);
    await expect(batchOf(12)).rejects.toMatchObject(INVALID_ARGUMENT);
  });

  it('of a document are 1 MiB in UTF-8', async () => {
    const reference = fresh().doc('one');
    await reference.set({ text: 'x'.repeat(1_000_000) });
    await expect(reference.set({ text: 'é'.repeat(600_000) })).rejects.toMatchObject(INVALID_ARGUMENT);
  });

  it('of an id are 1,500 bytes in UTF-8, and no dots or underscores around it', async () => {
    const collection = fresh();
    await collection.doc('x'.repeat(1_500)).set({});
    await collection.doc('é'.repeat(750)).set({});
    for (const id of ['x'.repeat(1_501), 'é'.repeat(751), '__reserved__', '.', '..'])
      await expect(collection.doc(id).set({})).rejects.toMatchObject(INVALID_ARGUMENT);
  });

  onlyOn('embedded')('of a commit with its index entries are 10 MiB', async () => {
    const collection = fresh();
    const batchOf = (documents: number) => {
      const batch = db.batch();
      for (let index = 0; index < documents; index += 1)
        batch.set(
          collection.doc(String(index)),
          Object.fromEntries(Array.from({ length: 60 }, (_, field) => [`field${field}`, 'x'.repeat(40)])),
        );
      return batch.commit();
    };
    await batchOf(100);
    await expect(batchOf(1_000)).rejects.toMatchObject(INVALID_ARGUMENT);
  });
});
