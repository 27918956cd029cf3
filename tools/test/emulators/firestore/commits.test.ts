import { credentials, makeClientConstructor } from '@grpc/grpc-js';
import type { Firestore } from 'firebase-admin/firestore';
import { firestoreService } from '../../../emulators/firestore/protocol';
import { project, type ServedProject, serveProject } from './servedProject';

let served: ServedProject;
let db: Firestore;
beforeAll(async () => {
  served = await serveProject();
  ({ db } = served);
});
afterAll(() => served.stop());

describe('commits to the embedded Firestore', () => {
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
    const before = served.server.holdCommit((path) => path === 'held/a');
    const first = db.batch().set(db.doc('held/other'), { v: 1 }).set(db.doc('held/a'), { v: 1 }).commit();
    await before.reached;
    expect(await exists('held/other')).toBe(false);
    before.release();
    await first;
    expect(await exists('held/other')).toBe(true);

    const after = served.server.holdCommit((path) => path === 'held/b', 'after');
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
    const hold = served.server.holdCommit((path) => path === 'held/gone');
    const Client = makeClientConstructor(firestoreService, 'Firestore');
    const client = new Client(served.server.host, credentials.createInsecure());
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

  it('writes in bulk and reports each failure', async () => {
    await db.doc('taken/one').set({});
    const writer = db.bulkWriter();
    writer.onWriteError(() => false);
    const writes = Array.from({ length: 50 }, (_, index) =>
      writer.create(db.doc(`bulk/${index}`), { index }),
    );
    const refused = writer.create(db.doc('taken/one'), {}).catch((error: unknown) => error);
    await writer.close();
    await Promise.all(writes);
    expect(await refused).toMatchObject({ code: 6 });
    expect((await db.collection('bulk').count().get()).data().count).toBe(50);
  });
});
