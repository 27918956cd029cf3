import type { DocumentReference } from 'firebase-admin/firestore';
import type { Limits } from '../limits';
import type { Database, MeteredTransaction } from './database';
import { isCommitTooLarge } from './failure';

/**
 * Deletes documents in as few commits as it takes; one that is too large with its index entries is halved. One delete a document.
 * @param fence Runs within each commit, and can refuse it by throwing.
 */
export async function deleteDocuments(
  database: Database,
  references: readonly DocumentReference[],
  { documents }: Pick<Limits['commit'], 'documents'>,
  fence: (transaction: MeteredTransaction) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (let start = 0; start < references.length; start += documents) {
    const part = references.slice(start, start + documents);
    try {
      await database.transaction(async (transaction) => {
        await fence(transaction);
        for (const reference of part) transaction.delete(reference);
      });
    } catch (error) {
      if (!isCommitTooLarge(error) || part.length < 2) throw error;
      await deleteDocuments(database, part, { documents: Math.ceil(part.length / 2) }, fence);
    }
  }
}
