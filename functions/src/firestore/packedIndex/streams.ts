import { z } from 'zod';
import { sortableKey } from '../../domain/posId';
import { sortableSpendingKey } from '../../domain/spendingKey';

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

export type StreamName = 'customers' | 'orders' | 'spending' | 'items';

/** `hash` is the fingerprint of the document as last written. */
export interface IndexEntry {
  readonly hash: string;
}

export interface CustomerEntry extends IndexEntry {
  readonly email: string | null;
  /** When the customer's personal data were erased, in milliseconds since the epoch; null for all others. */
  readonly erasedAt: number | null;
}

export interface OrderEntry extends IndexEntry {
  readonly posCustomerId: string;
  readonly matchedBy: 'email' | 'pos_id';
  readonly cents: number;
  /** Milliseconds since the epoch. */
  readonly orderedAt: number;
  readonly counts: boolean;
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

export const customersStream = defineStream({
  name: 'customers',
  tuple: z.tuple([hash, z.string().nullable(), z.int().optional()]),
  pack: ({ hash, email, erasedAt }: CustomerEntry): [string, string | null, number?] =>
    erasedAt === null ? [hash, email] : [hash, email, erasedAt],
  unpack: ([hash, email, erasedAt]): CustomerEntry => ({ hash, email, erasedAt: erasedAt ?? null }),
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
export const itemsStream = hashOnly('items');
