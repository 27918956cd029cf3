import type { Context } from '../../../functions/src/platform/ports/context';
import { CommitQueue } from './commitQueue';
import { mirror } from './mirror';

/** What the seed says word for word: every record and both spending keys are written each time, whatever stands there. */
export async function blindUpsert(context: Context, orgId: string): Promise<void> {
  const { firestore } = context;
  const updatedAt = context.clock.now();
  const commits = new CommitQueue(firestore);
  await mirror(context, orgId, {
    put: (reference, fields, shared) => commits.set(reference, { ...fields, updatedAt }, shared),
    replaceCollection: async (path, documents) => {
      const { docs } = await firestore.collection(path).select().get();
      for (const { ref } of docs) if (!documents.has(ref.id)) await commits.delete(ref);
      for (const [id, fields] of documents) {
        await commits.set(firestore.doc(`${path}/${id}`), { ...fields, updatedAt }, true);
      }
    },
    flush: () => commits.flush(),
  });
}
