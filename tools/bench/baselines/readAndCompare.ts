import type { DocumentData, DocumentReference, DocumentSnapshot } from 'firebase-admin/firestore';
import pLimit from 'p-limit';
import { fingerprint } from '../../../functions/src/rules/identity/fingerprint';
import { DEFAULT_LIMITS } from '../../../functions/src/platform/limits';
import { storedHash } from '../../../functions/src/documents/storedHash';
import type { Context } from '../../../functions/src/platform/ports/context';
import { CommitQueue } from './commitQueue';
import { mirror } from './mirror';

/** Comparisons under way at a time. */
const READS_IN_FLIGHT = 4;

interface Wanted {
  reference: DocumentReference;
  fields: DocumentData;
  shared: boolean;
}

/** Reads what Firestore holds, 400 documents a request and several requests in flight, and writes what differs. */
export async function readAndCompare(context: Context, orgId: string): Promise<void> {
  const { firestore } = context;
  const updatedAt = context.clock.now();
  const commits = new CommitQueue(firestore);
  const limit = pLimit(READS_IN_FLIGHT);
  const comparisons = new Set<Promise<void>>();
  let waiting: Wanted[] = [];

  const settle = async (wanted: Wanted, stored: DocumentSnapshot | undefined) => {
    const data = stored?.data();
    if (data !== undefined && storedHash(data, Object.keys(wanted.fields)) === fingerprint(wanted.fields))
      return;
    await commits.set(wanted.reference, { ...wanted.fields, updatedAt }, wanted.shared);
  };
  const compare = async (page: readonly Wanted[]) => {
    const snapshots = await firestore.getAll(...page.map(({ reference }) => reference));
    for (const [position, wanted] of page.entries()) await settle(wanted, snapshots[position]);
  };
  const startComparison = async () => {
    const page = waiting;
    waiting = [];
    if (page.length === 0) return;
    const comparison = limit(() => compare(page)).finally(() => comparisons.delete(comparison));
    comparisons.add(comparison);
    while (limit.pendingCount >= READS_IN_FLIGHT) await Promise.race(comparisons);
  };

  await mirror(context, orgId, {
    put: async (reference, fields, shared) => {
      waiting.push({ reference, fields, shared });
      if (waiting.length >= DEFAULT_LIMITS.commit.documents) await startComparison();
    },
    replaceCollection: async (path, documents) => {
      const stored = new Map(
        (await firestore.collection(path).get()).docs.map((snapshot) => [snapshot.id, snapshot]),
      );
      for (const [id, { ref }] of stored) if (!documents.has(id)) await commits.delete(ref);
      for (const [id, fields] of documents) {
        await settle({ reference: firestore.doc(`${path}/${id}`), fields, shared: true }, stored.get(id));
      }
    },
    flush: async () => {
      await startComparison();
      await Promise.all(comparisons);
      await commits.flush();
    },
  });
}
