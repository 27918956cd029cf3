import { alleavesDocumentId } from '../../rules/identity/documentId';
import { fingerprint } from '../../rules/identity/fingerprint';
import { customerDocument, customerReference } from '../../documents/customer';
import { erasedCustomerFields, erasedDocument, isErased } from '../../documents/erasedCustomer';
import { UNREADABLE } from '../../documents/storedHash';
import { type CustomerEntry, customersStream } from '../../packedIndex/streams';
import type { CommittingWriter } from '../../sync/records/committingWriter';
import { quarantinePath } from '../../sync/records/quarantinedRow';
import type { StageContext } from '../../sync/stages/stage';

/**
 * Empties a customer's document and marks its index entry, in one commit; what was quarantined of it goes with them. Two reads,
 * and two writes unless it is so already.
 *
 * @param writer Of the customers, with its index loaded.
 * @returns When the customer was erased first; null if the document is gone.
 */
export async function eraseRecord(
  { database, tenant, run }: StageContext,
  writer: CommittingWriter<CustomerEntry>,
  posCustomerId: string,
): Promise<Date | null> {
  const { orgId } = tenant;
  const reference = customerReference(database, orgId, alleavesDocumentId(posCustomerId));
  const stored = (await database.get(reference)).data();
  if (stored === undefined) return null;
  const erasedAt = customerDocument.tolerant.shape.erasedAt.parse(stored['erasedAt']) ?? run.startedAt;
  const fields = erasedCustomerFields(orgId, posCustomerId);
  const known = writer.index.entry(posCustomerId);
  const goneSince = known?.goneSince ?? null;
  const hash = goneSince === null ? fingerprint(fields) : UNREADABLE;
  const entry = { hash, email: null, erasedAt: erasedAt.getTime(), goneSince };
  const isMarked = known?.hash === entry.hash && known.erasedAt === entry.erasedAt;
  if (!isMarked || !isErased(stored)) {
    const data = { ...erasedDocument(stored, run.startedAt), ...fields, updatedAt: run.startedAt };
    writer.replace(posCustomerId, entry, reference, data);
  }
  const row = database.document(quarantinePath(orgId, customersStream.name, posCustomerId));
  if ((await database.get(row)).exists) writer.quarantine.release(posCustomerId, true);
  await writer.flush();
  return erasedAt;
}
