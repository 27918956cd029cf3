import { customerIdOfOrderRow } from '../../alleaves/rows/order';
import { impersonalRow } from '../../alleaves/rows/impersonal';
import type { PackedIndex } from '../../packedIndex/packedIndex';
import type { CustomerEntry } from '../../packedIndex/streams';

/** Whose personal data were erased. */
export interface Erased {
  /** The POS ids of customers of the POS. */
  readonly ids: ReadonlySet<string>;
  /** Whether there is anybody, customers who were entered by hand included: of these nothing is left to tell them by. */
  readonly any: boolean;
}

/** @param customers A loaded index. */
export function erasedCustomers(customers: PackedIndex<CustomerEntry>, hasErasedManual: boolean): Erased {
  const ids = new Set<string>();
  for (const [posCustomerId, { erasedAt }] of customers.entries())
    if (erasedAt !== null) ids.add(posCustomerId);
  return { ids, any: hasErasedManual || ids.size > 0 };
}

/** What is known of a faulty row. */
interface FaultyRow {
  posId: string | null;
  /** As received. */
  payload: unknown;
}

/**
 * What may be kept of a faulty order row: nothing if it is an erased customer's or, in a tenant that has erased customers, where it
 * names nobody by an id that can be read. Also one that names somebody else can carry an erased customer's address or number.
 *
 * @param customer Whom the row belongs to, where that is known.
 */
export function keptOfOrderRow(
  { posId, payload }: FaultyRow,
  customer: string | null,
  erased: Erased,
): unknown {
  if (!erased.any) return payload;
  const named = customerIdOfOrderRow(payload);
  const isErased = named === null || erased.ids.has(named) || (customer !== null && erased.ids.has(customer));
  return isErased ? null : impersonalRow(payload, (id) => id === posId || id === customer);
}

/** As {@link keptOfOrderRow}, of a customer's row: nothing of one without an id, which can be anybody's. */
export function keptOfCustomerRow({ posId, payload }: FaultyRow, hasErased: boolean): unknown {
  if (!hasErased) return payload;
  return posId === null ? null : impersonalRow(payload, (id) => id === posId);
}
