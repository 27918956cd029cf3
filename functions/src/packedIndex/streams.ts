import { z } from 'zod';
import { sortableKey } from '../rules/identity/posId';
import { sortableSpendingKey } from '../rules/identity/spendingKey';
import type { StreamName } from '../documents/syncIndex';

/**
 * The streams of the packed index (design §4) and what an entry of each holds: enough to detect a change, to match and
 * to add up. Entries are stored as tuples to stay small; `pack` and `unpack` translate.
 */
export interface StreamDefinition<Entry extends IndexEntry> {
  readonly name: StreamName;
  /** The entry as a tuple of JSON values, without its key. */
  pack(entry: Entry): unknown[];
  /** @throws ZodError when the tuple is not what {@link pack} makes. */
  unpack(tuple: unknown[]): Entry;
  /** A text in whose plain order the stream's keys are cut into shards; different keys give different texts. */
  readonly sortable: (key: string) => string;
}

/** `hash` is the fingerprint of the document as last written. */
export interface IndexEntry {
  readonly hash: string;
}

export interface CustomerEntry extends IndexEntry {
  readonly email: string | null;
  /** When the customer's personal data were erased, in milliseconds since the epoch; null for all others. */
  readonly erasedAt: number | null;
  /** Since when the POS no longer has the customer, in milliseconds since the epoch; null while it does. */
  readonly goneSince: number | null;
}

export interface OrderEntry extends IndexEntry {
  readonly posCustomerId: string;
  readonly matchedBy: 'email' | 'pos_id';
  readonly cents: number;
  /** Milliseconds since the epoch. */
  readonly orderedAt: number;
  readonly counts: boolean;
}

/** What is known of an item's images and description. */
interface ItemDetails {
  /** The fingerprint of these fields as last written; it is a part of the entry's `hash`. */
  readonly hash: string;
  /** What tells whether the POS has changed the item since they were fetched; null if that isn't known. */
  readonly of: string | null;
}

export interface ItemEntry extends IndexEntry {
  /** Missing where they have never been written. */
  readonly details?: ItemDetails;
}

function defineStream<Tuple extends unknown[], Entry extends IndexEntry>(definition: {
  name: StreamName;
  tuple: z.ZodType<Tuple>;
  pack(entry: Entry): Tuple;
  unpack(tuple: Tuple): Entry;
  sortable?: (key: string) => string;
}): StreamDefinition<Entry> {
  return {
    name: definition.name,
    sortable: definition.sortable ?? sortableKey,
    pack: (entry) => definition.pack(entry),
    unpack: (tuple) => definition.unpack(definition.tuple.parse(tuple)),
  };
}

const hash = z.string().min(1);

/** What most customers need not say is left out. */
type CustomerTuple = [hash: string, email: string | null, erasedAt?: number | null, goneSince?: number];

export const customersStream = defineStream({
  name: 'customers',
  tuple: z.tuple([hash, z.string().nullable(), z.int().nullable().optional(), z.int().optional()]),
  pack: ({ hash, email, erasedAt, goneSince }: CustomerEntry): CustomerTuple => {
    if (goneSince !== null) return [hash, email, erasedAt, goneSince];
    return erasedAt === null ? [hash, email] : [hash, email, erasedAt];
  },
  unpack: ([hash, email, erasedAt, goneSince]): CustomerEntry => ({
    hash,
    email,
    erasedAt: erasedAt ?? null,
    goneSince: goneSince ?? null,
  }),
});

export const ordersStream = defineStream({
  name: 'orders',
  tuple: z.tuple([
    hash,
    z.string(),
    z.enum(['e', 'p']),
    z.int(),
    z.int(),
    z.union([z.literal(0), z.literal(1)]),
  ]),
  pack: (entry: OrderEntry): [string, string, 'e' | 'p', number, number, 0 | 1] => [
    entry.hash,
    entry.posCustomerId,
    entry.matchedBy === 'email' ? 'e' : 'p',
    entry.cents,
    entry.orderedAt,
    entry.counts ? 1 : 0,
  ],
  unpack: ([hash, posCustomerId, matchedBy, cents, orderedAt, counts]): OrderEntry => ({
    hash,
    posCustomerId,
    matchedBy: matchedBy === 'e' ? 'email' : 'pos_id',
    cents,
    orderedAt,
    counts: counts === 1,
  }),
});

const hashOnly = (name: StreamName, sortable = sortableKey) =>
  defineStream({
    name,
    sortable,
    tuple: z.tuple([hash]),
    pack: (entry: IndexEntry): [string] => [entry.hash],
    unpack: ([hash]): IndexEntry => ({ hash }),
  });

export const spendingStream = hashOnly('spending', sortableSpendingKey);

/** Fingerprints have no spaces. All in one text, so that release 0.1 reads it too: as a hash that differs from all of its own. */
const SEPARATOR = ' ';

export const itemsStream = defineStream({
  name: 'items',
  tuple: z.tuple([hash]),
  pack: ({ hash, details }: ItemEntry): [string] => [
    details === undefined ? hash : [hash, details.hash, details.of ?? ''].join(SEPARATOR),
  ],
  unpack: ([packed]): ItemEntry => {
    const [hash = packed, details, of] = packed.split(SEPARATOR);
    return details === undefined
      ? { hash }
      : { hash, details: { hash: details, of: of === undefined || of === '' ? null : of } };
  },
});
