import { deleteApp, initializeApp } from 'firebase/app';
import {
  collection,
  connectFirestoreEmulator,
  doc,
  getDoc,
  getDocs,
  getFirestore,
  limit,
  onSnapshot,
  query,
  setDoc,
  setLogLevel,
  where,
} from 'firebase/firestore';
import { setTimeout as delay } from 'node:timers/promises';
import { db } from './parity/store';

// It warns of every refusal.
setLogLevel('silent');

const projectId = process.env['GCLOUD_PROJECT'] ?? 'demo-sync-sam';
const app = initializeApp({ projectId, apiKey: 'any' }, 'parity-client');
const client = getFirestore(app);
const { hostname, port } = new URL(`http://${process.env['FIRESTORE_EMULATOR_HOST'] ?? ''}`);
connectFirestoreEmulator(client, hostname, Number(port), {
  mockUserToken: { sub: 'somebody', role: 'operator' },
});

const customers = `tenants/clients-${Date.now()}/customers`;
const write = (id: string, segment: string) => db.doc(`${customers}/${id}`).set({ segment });

/** Resolves once it holds; the test's time is the limit. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(20);
}

beforeAll(() => Promise.all([write('a', 'new'), write('b', 'vip')]));
afterAll(async () => {
  await deleteApp(app);
  await db.terminate();
});

describe('the Firebase SDK for apps, in Node', () => {
  it('reads as often as it likes, one after the other and at once', async () => {
    const segmentOf = async (id: string): Promise<unknown> =>
      (await getDoc(doc(client, customers, id))).get('segment');
    const page = query(collection(client, customers), limit(100));
    const ids = async () => (await getDocs(page)).docs.map(({ id }) => id);
    for (let round = 0; round < 3; round++) {
      expect(await segmentOf('a')).toBe('new');
      expect(await segmentOf('b')).toBe('vip');
      expect(await segmentOf('missing')).toBeUndefined();
      expect(await ids()).toEqual(['a', 'b']);
    }
    expect(await Promise.all([segmentOf('a'), ids(), segmentOf('missing'), segmentOf('b')])).toEqual([
      'new',
      ['a', 'b'],
      undefined,
      'vip',
    ]);
  });

  it('hears of what comes into a query and leaves it, while it follows one of its documents', async () => {
    let vips: string[] | undefined;
    let followed: unknown;
    const endings = [
      onSnapshot(query(collection(client, customers), where('segment', '==', 'vip'), limit(100)), (found) => {
        vips = found.docs.map(({ id }) => id);
      }),
      onSnapshot(doc(client, customers, 'b'), (document) => {
        followed = document.exists() ? document.get('segment') : 'gone';
      }),
    ];
    const sees = (ids: string, segment: string) => until(() => vips?.join() === ids && followed === segment);
    await sees('b', 'vip');
    await write('a', 'vip');
    await sees('a,b', 'vip');
    await write('b', 'loyal');
    await sees('a', 'loyal');
    await db.doc(`${customers}/b`).delete();
    await sees('a', 'gone');
    for (const end of endings) end();
  });

  it('writes nothing', async () => {
    await expect(setDoc(doc(client, customers, 'a'), { segment: 'vip' })).rejects.toMatchObject({
      code: 'permission-denied',
    });
    expect((await db.doc(`${customers}/a`).get()).exists).toBe(true);
  });
});
