import { hash } from 'node:crypto';
import type { ProfileEdits } from '../../../rules/customers/manualCustomer';
import type { StaffEdits } from '../../../rules/customers/staffEdits';
import { changeShardOf } from '../../../documents/changeShard';
import { customerReference } from '../../../documents/customer';
import { EMPTY_PROFILE, manualCustomer } from '../../../documents/customerContent';
import type { Database } from '../../../platform/firestore/database';
import { paths } from '../../../documents/paths';
import { checkedProfile } from './profileChanges';

/** As long as Firestore's own ids. */
const ID_LENGTH = 20;

/**
 * Enters a customer of the shop's own. With a request id the document's id follows from it, so that the same request never
 * enters two; a repetition changes nothing. One read and at most one write.
 */
export async function createCustomer(
  database: Database,
  orgId: string,
  customer: { requestId: string | undefined; profile: ProfileEdits; edits: StaffEdits; now: Date },
): Promise<{ customerId: string; created: boolean; changed: boolean }> {
  const { requestId, now } = customer;
  const profile = checkedProfile(EMPTY_PROFILE, customer.profile, now);
  const reference =
    requestId === undefined
      ? database.collection(paths.customers(orgId)).doc()
      : customerReference(database, orgId, hash('sha256', requestId, 'hex').slice(0, ID_LENGTH));
  return database.transaction(async (transaction) => {
    const created = !(await transaction.get(reference)).exists;
    if (created) {
      const changeShard = changeShardOf(reference.id);
      transaction.create(reference, { ...manualCustomer(orgId, profile, customer.edits, now), changeShard });
    }
    return { customerId: reference.id, created, changed: created };
  });
}
