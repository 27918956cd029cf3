import { initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { z } from 'zod';

/** Which Firestore this is: differences that are known are in docs/decisions/0024-second-firestore.md. */
export const name = z
  .enum(['embedded', 'hidane', 'official'])
  .parse(process.env['SUITE_FIRESTORE'] ?? 'official');
export const onlyOn = (...names: (typeof name)[]) => (names.includes(name) ? it : it.skip);

export const INVALID_ARGUMENT = { code: 3 };
export const NOT_FOUND = { code: 5 };
export const ALREADY_EXISTS = { code: 6 };
export const FAILED_PRECONDITION = { code: 9 };
export const ABORTED = { code: 10 };

process.env['METADATA_SERVER_DETECTION'] = 'none';
const app = initializeApp({ projectId: process.env['GCLOUD_PROJECT'] ?? 'demo-sync-sam' }, 'parity');
export const db: Firestore = getFirestore(app);
const root = db.doc(`parity/${Date.now()}-${process.pid}`);
let collections = 0;
/** A collection that nobody else uses, without an index of its own. */
export const fresh = () => root.collection(`c${(collections += 1)}`);

export async function fill(documents: Readonly<Record<string, object>>) {
  const collection = fresh();
  const batch = db.batch();
  for (const [id, data] of Object.entries(documents)) batch.set(collection.doc(id), data);
  await batch.commit();
  return collection;
}
