import type { Firestore } from 'firebase-admin/firestore';
import { connectFirestore } from '../connect';
import { startFirestore, type EmbeddedFirestore } from '../../../emulators/firestore/embeddedFirestore';
import { MemoryDatabases } from '../../../emulators/firestore/databases';
import type { DocumentChange } from '../../../emulators/firestore/changes';
import { systemClock } from '../../../../functions/src/platform/ports/clock';

let server: EmbeddedFirestore;
let db: Firestore;
let changes: DocumentChange[] = [];

const project = 'demo-changes-test';

beforeAll(async () => {
  server = await startFirestore();
  db = connectFirestore(server.host, project);
  server.database(project).onChange((change) => changes.push(change));
});
afterAll(async () => {
  await db.terminate();
  await server.stop();
});
beforeEach(() => {
  changes = [];
});

/** The changes so far as path, before and after. */
async function reported(): Promise<unknown[]> {
  await server.database(project).changes.idle();
  return changes.map(({ path, before, after }) => [path, before?.data ?? null, after?.data ?? null]);
}

describe('watchChanges', () => {
  it('reports a creation, an update and a deletion once each, at any depth', async () => {
    await db.doc('a/1').set({ v: 1 });
    await db.doc('a/1').update({ v: 2 });
    await db.doc('a/1').delete();
    await db.doc('a/1/b/2/c/3').set({ deep: true });
    expect(await reported()).toEqual([
      ['a/1', null, { v: 1 }],
      ['a/1', { v: 1 }, { v: 2 }],
      ['a/1', { v: 2 }, null],
      ['a/1/b/2/c/3', null, { deep: true }],
    ]);
  });

  it('reports no write without effect', async () => {
    await db.doc('n/1').set({ v: 1, list: [1, { a: null }] });
    await db.doc('n/1').set({ list: [1, { a: null }], v: 1 });
    await db.doc('n/1').update({ v: 1 });
    await db.doc('n/2').delete();
    await db.runTransaction(async (transaction) => {
      const snapshot = await transaction.get(db.doc('n/1'));
      transaction.set(snapshot.ref, snapshot.data() ?? {});
    });
    expect(await reported()).toHaveLength(1);
  });

  it('reports the net effect of a commit that writes a document twice', async () => {
    const document = db.doc('m/1');
    await document.set({ v: 0 });
    await db.batch().set(document, { v: 1 }).set(document, { v: 2 }).commit();
    await db.batch().set(document, { v: 3 }).set(document, { v: 2 }).commit();
    await db.batch().set(db.doc('m/2'), { v: 1 }).delete(db.doc('m/2')).commit();
    expect(await reported()).toEqual([
      ['m/1', null, { v: 0 }],
      ['m/1', { v: 0 }, { v: 2 }],
    ]);
  });

  it('reports nothing of a commit that failed', async () => {
    await expect(
      db.batch().set(db.doc('f/1'), {}).update(db.doc('f/none'), { a: 1 }).commit(),
    ).rejects.toThrow();
    expect(await reported()).toEqual([]);
  });
});

describe('a database that is quiet', () => {
  it('has told its listeners of every commit that it has answered', async () => {
    const databases = new MemoryDatabases(systemClock);
    const database = databases.get(project);
    const listener = jest.fn();
    database.onChange(listener);
    const name = `projects/${project}/databases/(default)`;
    const request = { database: name, writes: [{ update: { name: `${name}/documents/a/1`, fields: {} } }] };
    const time = databases.beginWrite();
    await database.client.commit(request);
    database.written(request, time);
    expect(listener).not.toHaveBeenCalled();
    await database.changes.idle();
    expect(listener).toHaveBeenCalledTimes(1);
    await databases.close();
  });
});
