// Made by `npm run api` from functions/src: change it there.

import type { Timestamp } from './timestamp.ts';

/** A document at tenants/{orgId}/sync_quarantine/{stream}_{id}. */
export interface SyncQuarantineDocument {
  /** Which records of the POS it is among. */
  stream: 'customers' | 'orders' | 'items';
  /** null if the row has no id that can be read. */
  posId: string | null;
  /** What is wrong with it. */
  issues: {
    /** The field at fault; empty for the row as a whole. */
    path: string;
    /** What is wrong with it. */
    message: string;
  }[];
  /** The row as received; its JSON text if Firestore can't hold it or it is larger than 64 KiB; null if it is or can be an erased customer's. In a shop that has erased customers, without texts that can be theirs. */
  payload?: {
    [k: string]: unknown;
  };
  /** The run that saw it last. */
  runId: string;
  firstSeenAt: Timestamp;
  lastSeenAt: Timestamp;
  /** The number of days on which it came. */
  count: number;
  expireAt: Timestamp;
}
