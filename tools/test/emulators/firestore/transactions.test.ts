import type { Firestore } from 'firebase-admin/firestore';
import { startFirestore } from '../../../emulators/firestore/embeddedFirestore';
import { connectFirestore } from '../connect';

const SECOND = 1_000;

describe('a transaction', () => {
  let server: Awaited<ReturnType<typeof startFirestore>>;
  let firestore: Firestore;
  beforeAll(async () => {
    server = await startFirestore({ port: 0 });
    firestore = connectFirestore(server.host, 'demo-transactions');
    // gRPC has deadlines of its own, by the same clock.
    server.attach(firestore);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await firestore.terminate();
    await server.stop();
  });

  /** Time passes in the middle of the first attempt. Resolves to the number of attempts. */
  async function attempts(pauses: readonly number[]): Promise<number> {
    const reference = firestore.doc('any/document');
    await reference.set({ value: 0 });
    const start = Date.now();
    let count = 0;
    await firestore.runTransaction(async (transaction) => {
      count += 1;
      jest.restoreAllMocks();
      for (const [index, seconds] of pauses.entries()) {
        await transaction.get(reference);
        if (count > 1) break;
        const passed = pauses.slice(0, index).reduce((sum, one) => sum + one, seconds);
        jest.spyOn(Date, 'now').mockReturnValue(start + passed * SECOND);
      }
      transaction.update(reference, { value: count });
    });
    expect((await reference.get()).get('value')).toBe(count);
    return count;
  }

  it.each([
    [[59], 1],
    [[61], 2],
    [[50, 50, 50, 50, 50], 1],
    [[50, 50, 50, 50, 50, 50], 2],
  ])('in which %j seconds pass between requests is begun %d times', async (pauses, times) => {
    expect(await attempts(pauses)).toBe(times);
  });

  it('is begun again where a document has come that its query looks for', async () => {
    const collection = firestore.collection('wanted');
    const sizes: number[] = [];
    await firestore.runTransaction(async (transaction) => {
      const { size } = await transaction.get(collection.where('kind', '==', 'wanted'));
      sizes.push(size);
      if (sizes.length === 1) await collection.doc('other').set({ kind: 'wanted' });
      transaction.set(firestore.doc('any/count'), { size });
    });
    expect(sizes).toEqual([0, 1]);
  });
});
