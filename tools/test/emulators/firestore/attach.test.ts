import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { type EmbeddedFirestore, startFirestore } from '../../../emulators/firestore/embeddedFirestore';

/** Eleven megabytes and more: each document is within Firestore's limit, the request is not. */
const DOCUMENTS = 12;
const TEXT = 'x'.repeat(1_000_000);

let server: EmbeddedFirestore;
beforeAll(async () => {
  server = await startFirestore();
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
});
afterAll(async () => server.stop());

async function refusalOf(write: (firestore: Firestore) => Promise<unknown>, attached: boolean) {
  const app = initializeApp({ projectId: `demo-attach-${attached}` }, String(attached));
  const firestore = getFirestore(app);
  if (attached) server.attach(firestore);
  try {
    await write(firestore);
    return 'accepted';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : String(error);
  } finally {
    await deleteApp(app);
  }
}

function batchOf(documents: number) {
  return (firestore: Firestore) => {
    const batch = firestore.batch();
    for (let number = 0; number < documents; number += 1)
      batch.set(firestore.doc(`large/${number}`), { text: TEXT });
    return batch.commit();
  };
}

describe.each([
  ['over gRPC', false],
  ['attached', true],
])('a client %s', (_, attached) => {
  it('is refused a commit above the request limit', async () => {
    expect(await refusalOf(batchOf(DOCUMENTS), attached)).toBe(3);
  });

  it('may commit what is below it', async () => {
    expect(await refusalOf(batchOf(DOCUMENTS - 2), attached)).toBe('accepted');
  });
});
