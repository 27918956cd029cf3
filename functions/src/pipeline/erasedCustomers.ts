import type { ParsedRow, PosOrder } from '../domain/pos';
import { customerIdOfOrderRow } from '../alleaves/schemas/order';
import type { PackedIndex } from '../firestore/packedIndex/packedIndex';
import type { CustomerEntry } from '../firestore/packedIndex/streams';

/** The POS ids of the customers of a loaded index whose personal data were erased. */
export function erasedCustomers(customers: PackedIndex<CustomerEntry>): ReadonlySet<string> {
  const erased = new Set<string>();
  for (const [posCustomerId, { erasedAt }] of customers.entries())
    if (erasedAt !== null) erased.add(posCustomerId);
  return erased;
}

/**
 * Whether a faulty order row may be kept in quarantine as received: not where it is an erased customer's, nor, in a tenant that
 * has erased customers, where it names nobody by an id that can be read. It can be theirs, and nothing is left to tell by.
 *
 * @param customer Whom the row belongs to, where that is known.
 */
export function mayKeepOrderRow(
  row: Pick<ParsedRow<PosOrder>, 'payload'>,
  customer: string | null,
  erased: ReadonlySet<string>,
): boolean {
  if (erased.size === 0) return true;
  const named = customerIdOfOrderRow(row.payload);
  return named !== null && !erased.has(named) && (customer === null || !erased.has(customer));
}
