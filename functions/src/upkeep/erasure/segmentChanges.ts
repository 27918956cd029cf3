import { alleavesDocumentId } from '../../rules/identity/documentId';
import type { Fence } from '../../packedIndex/commit';
import { paths } from '../../documents/paths';
import { deleteDocuments } from '../../platform/firestore/deleteDocuments';
import type { StageContext } from '../../sync/stages/stage';

/**
 * Deletes the history of a customer's segments: when somebody came, stayed away and came back. One read and one delete a change;
 * from an erased record none is written any more.
 *
 * @returns Whether all are gone.
 */
export async function eraseSegmentChanges(
  { database, tenant, limits }: StageContext,
  posCustomerId: string,
  fence: Fence,
  isTimeUp: () => boolean,
): Promise<boolean> {
  const page = database
    .collection(paths.segmentChanges(tenant.orgId))
    .where('customerId', '==', alleavesDocumentId(posCustomerId))
    .select()
    .limit(limits.segmentChange.erasedAtOnce);
  for (;;) {
    const { docs } = await database.query(page);
    const references = docs.map(({ ref }) => ref);
    await deleteDocuments(database, references, limits.commit, fence);
    if (docs.length < limits.segmentChange.erasedAtOnce) return true;
    if (isTimeUp()) return false;
  }
}
