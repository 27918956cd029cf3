import { customerSpendingKey, emailSpendingKey } from '../../../functions/src/rules/identity/spendingKey';
import {
  customersStream,
  itemsStream,
  ordersStream,
  spendingStream,
} from '../../../functions/src/packedIndex/streams';
import type { StreamName } from '../../../functions/src/documents/syncIndex';
import type { PosChanges } from './changes';

/** Writes about itself that a sync can't do without: the status as four stages begin, and status and run record at its end (decision 4). */
export const BOOKKEEPING_WRITES = 6;

/** Where a shard of the packed index begins, in the order of its stream. */
export interface ShardStart {
  stream: StreamName;
  from: string;
}

export interface WriteBound {
  /** Documents of the customers, orders and items that changed at the POS. */
  changedDocuments: number;
  /** Spending documents of the customers with another total: `cid_…`, and the address if there is one. */
  spendingDocuments: number;
  /** Those customers, whose derived fields follow, and the documents of their changes of segment. */
  derivedCustomers: number;
  /** Shards of the index that hold any of these keys. */
  shards: number;
  bookkeeping: number;
  /** All of them together. */
  total: number;
}

/**
 * The fewest writes with which a sync can bring the changes into Firestore: every document that has to differ afterwards once,
 * and once each shard that describes any of them.
 * @param shards Of the index as it was before.
 */
export function lowestWrites(changes: PosChanges, shards: readonly ShardStart[]): WriteBound {
  const { customers, orders, items, buyers } = changes;
  const spending = buyers.flatMap(({ posCustomerId, email }) => [
    customerSpendingKey(posCustomerId),
    ...(email === null ? [] : [emailSpendingKey(email)]),
  ]);
  const touched = ({ name, sortable }: StreamOrder, keys: readonly string[]) =>
    touchedShards(
      shards.filter(({ stream }) => stream === name).map(({ from }) => from),
      keys.map(sortable),
    );
  const bound = {
    changedDocuments: customers.length + orders.length + items.length,
    spendingDocuments: spending.length,
    derivedCustomers: buyers.length,
    shards:
      touched(customersStream, customers) +
      touched(ordersStream, orders) +
      touched(itemsStream, items) +
      touched(spendingStream, spending),
    bookkeeping: BOOKKEEPING_WRITES,
  };
  return { ...bound, total: Object.values(bound).reduce((sum, writes) => sum + writes, 0) };
}

/**
 * The same with the documents of segments that changed: one each, no more and no fewer, as the fault simulator makes sure
 * (tools/simulate/invariants/data/segmentChanges.ts).
 */
export function withSegmentChanges(bound: WriteBound, changes: number): WriteBound {
  return { ...bound, derivedCustomers: bound.derivedCustomers + changes, total: bound.total + changes };
}

interface StreamOrder {
  name: StreamName;
  sortable: (key: string) => string;
}

/** How many of the ranges that begin at `starts` hold any of the keys, in their sortable form. */
function touchedShards(starts: readonly string[], keys: readonly string[]): number {
  const descending = [...starts].sort((a, b) => (a < b ? 1 : -1));
  const touched = keys.map((key) => descending.find((from) => from <= key));
  return new Set(touched).size;
}
