import { alleavesDocumentId } from '../../domain/documentId';
import { erasedCustomerFields, erasedDocument, isErased } from '../../domain/erasure';
import { fingerprint } from '../../domain/fingerprint';
import { encodePathSegment } from '../../domain/pathSegment';
import { customerReference } from '../../firestore/customers';
import { type CustomerEntry, customersStream } from '../../firestore/packedIndex/streams';
import { paths } from '../../firestore/paths';
import { storedDate } from '../../firestore/timestamp';
import type { RecordWriter } from '../recordWriter';
import type { StageContext } from '../stage';

/**
 * Empties a customer's document and marks its index entry, in one commit; what was quarantined of it goes with them. Two reads,
 * and two writes unless it is so already.
 *
 * @param writer Of the customers, with its index loaded.
 * @returns When the customer was erased first; null where the document is gone.
 */
export async function eraseRecord(
  { database, tenant, run }: StageContext,
  writer: RecordWriter<CustomerEntry>,
  posCustomerId: string,
): Promise<Date | null> {
  const { orgId } = tenant;
  const reference = customerReference(database, orgId, alleavesDocumentId(posCustomerId));
  const stored = (await database.get(reference)).data();
  if (stored === undefined) return null;
  const erasedAt = storedDate.safeParse(stored['erasedAt']).data ?? run.startedAt;
  const fields = erasedCustomerFields(orgId, posCustomerId);
  const entry = { hash: fingerprint(fields), email: null, erasedAt: erasedAt.getTime() };
  const known = writer.index.entry(posCustomerId);
  const isMarked = known?.hash === entry.hash && known.erasedAt === entry.erasedAt;
  if (!isMarked || !isErased(stored)) {
    const data = { ...erasedDocument(stored, run.startedAt), ...fields, updatedAt: run.startedAt };
    writer.replace(posCustomerId, entry, reference, data);
  }
  const row = database.document(
    `${paths.quarantine(orgId)}/${customersStream.name}_${encodePathSegment(posCustomerId)}`,
  );
  if ((await database.get(row)).exists) writer.release(posCustomerId, true);
  await writer.flush();
  return erasedAt;
}
