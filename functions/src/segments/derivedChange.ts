import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { momentOfChange } from '../rules/customers/segmentChange';
import type { SegmentRules } from '../rules/customers/segmentRules';
import { parseCustomer, type StoredCustomer } from '../documents/customer';
import { derivedFields } from '../documents/customerContent';
import { NO_FIGURES } from '../documents/figures';
import { parseSpending } from '../documents/spending';
import { says } from '../documents/storedHash';

/** What has become of a customer's derived fields. */
export interface DerivedChange {
  /** The customer so far. */
  stored: StoredCustomer;
  fields: ReturnType<typeof derivedFields> & { segmentedAt: Date };
}

/**
 * What of a customer's document no longer follows from its stored spending; null if all of it does.
 * @throws PermanentError `spending_malformed`.
 */
export function derivedChange(
  orgId: string,
  customer: DocumentSnapshot,
  spending: DocumentSnapshot | undefined,
  now: Date,
  rules: SegmentRules,
): DerivedChange | null {
  const stored = parseCustomer(customer);
  const figures = parseSpending(orgId, spending)?.figures ?? NO_FIGURES;
  const derived = derivedFields(figures, now, stored.goneSince !== null, rules);
  const since = stored.segment === derived.segment ? stored.segmentedAt : null;
  const segmentedAt = since ?? momentOfChange(stored.segmentedAt, now);
  const fields = { ...derived, segmentedAt };
  return says(customer.data() ?? {}, fields) ? null : { stored, fields };
}
