import { isDeepStrictEqual } from 'node:util';
import { CUSTOMER_FIELD_NAMES, customerFields, type CustomerFields } from './customer';

/** The fields of a customer's document that are kept when its personal data are erased: ids, and figures about orders. */
const KEPT_FIELDS = [
  'orgId',
  'source',
  'posCustomerId',
  'createdAt',
  'updatedAt',
  'segment',
  'segmentReason',
  'segmentedAt',
  'segmentDueAt',
  'orderCount',
  'totalSpent',
  'avgOrderValue',
  'firstOrderDate',
  'lastOrderDate',
  'erasedAt',
] as const;

/** What an erased customer has instead of what the POS says: the same whatever that is, so that no later sync writes anything. */
export function erasedCustomerFields(orgId: string, posCustomerId: string): CustomerFields {
  return customerFields(orgId, {
    posCustomerId,
    email: null,
    phone: null,
    firstName: null,
    lastName: null,
    displayName: null,
    birthDate: null,
    loyaltyPoints: null,
    customerSince: null,
  });
}

/**
 * A customer's document, of the POS or of the staff, after its personal data were erased: what the POS or the staff know of the
 * person is emptied, and fields that this suite doesn't know are gone, because whatever somebody has added can be personal.
 *
 * @param now When it is erased; kept from the first time where it was erased before.
 */
export function erasedDocument(
  stored: Readonly<Record<string, unknown>>,
  now: Date,
): Record<string, unknown> {
  const erased: Record<string, unknown> = { tags: [] };
  for (const name of [...CUSTOMER_FIELD_NAMES, 'notes']) erased[name] = null;
  for (const name of KEPT_FIELDS) if (name in stored) erased[name] = stored[name];
  return { ...erased, erasedAt: stored['erasedAt'] ?? now };
}

/** Whether {@link erasedDocument} would change nothing. */
export function isErased(stored: Readonly<Record<string, unknown>>): boolean {
  const at = stored['erasedAt'] ?? null;
  return at !== null && isDeepStrictEqual(erasedDocument(stored, new Date(0)), { ...stored });
}
