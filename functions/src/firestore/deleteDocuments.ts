import type { DocumentReference } from 'firebase-admin/firestore';
import type { Database, MeteredTransaction } from './database';

/** Documents in one commit, as for data. */
const MAX_COMMIT_DOCUMENTS = 400;

/**
 * Deletes documents in as few commits as it takes. One delete a document.
 * @param fence Runs within each commit, and can refuse it by throwing.
 */
export async function deleteDocuments(
  database: Database,
  references: readonly DocumentReference[],
  fence: (transaction: MeteredTransaction) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (let start = 0; start < references.length; start += MAX_COMMIT_DOCUMENTS) {
    await database.transaction(async (transaction) => {
      await fence(transaction);
      for (const reference of references.slice(start, start + MAX_COMMIT_DOCUMENTS))
        transaction.delete(reference);
    });
  }
}
