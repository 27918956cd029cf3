import { fingerprint } from './fingerprint';
import { decodePathSegment, encodePathSegment, escapeFirst } from './pathSegment';
import { sortableKey } from './posId';

const CUSTOMER_PREFIX = 'cid_';

export type SpendingKey = { kind: 'email'; email: string } | { kind: 'customer'; posCustomerId: string };

/**
 * The id of the spending document of an address. An address that begins like a customer key, such as `cid_5@x.com`, has its first
 * character escaped, so an address and a customer never share a document.
 */
export function emailSpendingKey(email: string): string {
  const encoded = encodePathSegment(email);
  return encoded.startsWith(CUSTOMER_PREFIX) ? escapeFirst(encoded) : encoded;
}

/** The id of the spending document of one customer of the POS. */
export function customerSpendingKey(posCustomerId: string): string {
  return CUSTOMER_PREFIX + encodePathSegment(posCustomerId);
}

/** What a spending document's id stands for: the inverse of the two functions above. */
export function parseSpendingKey(key: string): SpendingKey {
  return key.startsWith(CUSTOMER_PREFIX)
    ? { kind: 'customer', posCustomerId: decodePathSegment(key.slice(CUSTOMER_PREFIX.length)) }
    : { kind: 'email', email: decodePathSegment(key) };
}

/**
 * A text in whose plain order keys are cut into the shards of the index: customers by their ids, addresses by a fingerprint. The
 * bounds of shards are such texts and stay when the key is gone, so no address may be in them.
 */
export function sortableSpendingKey(key: string): string {
  const parsed = parseSpendingKey(key);
  return parsed.kind === 'customer' ? `c${sortableKey(parsed.posCustomerId)}` : `e${fingerprint(key)}`;
}
