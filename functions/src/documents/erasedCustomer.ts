import { isDeepStrictEqual } from 'node:util';
import { customerDocument } from './customer';
import { customerFields, EMPTY_PROFILE } from './customerContent';
import { pick } from './definition/pick';

/** What an erased customer has instead of what the POS says: the same whatever that is, so that no later sync writes anything. */
export function erasedCustomerFields(orgId: string, posCustomerId: string) {
  return customerFields(orgId, { posCustomerId, ...EMPTY_PROFILE });
}

/**
 * A customer's document, of the POS or entered by hand, after its personal data were erased. Fields that Sync Sam doesn't know are
 * gone, because what somebody else has added can be personal.
 *
 * @param now When it is erased; kept from the first time if it was erased before.
 */
export function erasedDocument(
  stored: Readonly<Record<string, unknown>>,
  now: Date,
): Record<string, unknown> {
  const { emptied, kept } = customerDocument;
  return {
    ...customerDocument.initial(emptied),
    ...pick(
      stored,
      kept.filter((name) => name in stored),
    ),
    erasedAt: stored['erasedAt'] ?? now,
  };
}

/** Whether {@link erasedDocument} would change nothing. */
export function isErased(stored: Readonly<Record<string, unknown>>): boolean {
  const at = stored['erasedAt'] ?? null;
  return at !== null && isDeepStrictEqual(erasedDocument(stored, new Date(0)), { ...stored });
}
