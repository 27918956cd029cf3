// Made by `npm run api` from functions/src: change it there.

/** A document at tenants/{orgId}/sync_index/{stream}_{shard}. */
export interface SyncIndexDocument {
  /** Whose records it knows. */
  stream: 'customers' | 'orders' | 'spending' | 'items';
  /** The first key of its range, in the order of the stream. */
  from: string;
  /** The first key after its range; null for the last shard. */
  to: string | null;
  /** Of the packed form. */
  version: number;
  /** Records it knows. */
  count: number;
  entries: Uint8Array;
  /** The last run that changed it, and what that did. */
  run: {
    id: string;
    added: number;
    updated: number;
    deleted: number;
  } | null;
}
