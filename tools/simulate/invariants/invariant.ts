import { escaped, unescaped } from '../../oracle/documentIds';
import type { Limits } from '../../../functions/src/platform/limits';
import type { Invocation, LogLine } from '../runtime/hostPorts';
import type { Message } from '../runtime/delivery/pubsub';
import type { Data, Store, StoredWrite } from '../runtime/firestore/store';
import type { Shop } from '../world/shop';
import type { RunBook } from './runBook';

/** A commit at the moment at which it takes effect. `store` already shows it. */
export interface Commit {
  readonly invocation: Invocation;
  readonly writes: readonly LocatedWrite[];
}

/** A write with its path taken apart: `tenants/{orgId}/{collection}/{id}`; `orgId` is null outside tenants. */
export interface LocatedWrite extends StoredWrite {
  readonly orgId: string | null;
  readonly collection: string;
  readonly id: string;
}

/** What invariants look at. */
export interface Scene {
  readonly store: Store;
  readonly shops: ReadonlyMap<string, Shop>;
  readonly runs: RunBook;
  /** What the functions run with. */
  readonly limits: Limits;
  /** Every message that Pub/Sub has taken. */
  published: () => readonly Message[];
  now: () => Date;
}

/** A promise that is checked at every step; a check that finds it broken says how. */
export interface Invariant {
  readonly name: string;
  onCommit?(commit: Commit): string | undefined;
  onLog?(line: LogLine): string | undefined;
  onAcknowledged?(invocation: Invocation): string | undefined;
}

export function locate(write: StoredWrite): LocatedWrite {
  const match = /^(?:tenants\/([^/]+)\/)?(.+)\/([^/]+)$/.exec(write.path);
  const [, orgId = null, collection = '', id = ''] = match ?? [];
  return { ...write, orgId, collection, id };
}

/** The POS id in a document id; undefined for others. */
export function posIdIn(id: string): string | undefined {
  const escapedId = /^alleaves_(.+)$/.exec(id)?.[1];
  return escapedId === undefined ? undefined : unescaped(escapedId);
}

/** The id of the document that holds a record of the POS. */
export function documentIdOf(posId: string): string {
  return `alleaves_${escaped(posId)}`;
}

export const ITEMS = 'publicViews/products/items';

/** The collections whose documents readers of the data see, by the run's stage that writes them. */
export const DATA_COLLECTIONS: Readonly<Record<string, string>> = {
  customers: 'customers',
  orders: 'orders',
  customer_spending: 'spending',
  [ITEMS]: 'products',
};

export function field(data: Data | undefined, ...path: string[]): unknown {
  let value: unknown = data;
  for (const name of path)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return value;
}

/** Milliseconds of a stored timestamp. */
export function millis(value: unknown): number | null {
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'object' || value === null || !('toMillis' in value)) return null;
  const result: unknown =
    typeof value.toMillis === 'function' ? Reflect.apply(value.toMillis, value, []) : null;
  return typeof result === 'number' ? result : null;
}
