// Made by `npm run api` from functions/src: change it there.

import type { Timestamp } from './timestamp.ts';

/** A document at tenants/{orgId}/segment_changes/{changeId}. */
export interface SegmentChangesDocument {
  /** The tenant. */
  orgId: string;
  /** The id of the customer's document. */
  customerId: string;
  /** The customer's id in the POS. */
  posCustomerId: string | null;
  /** The segment before; null if there was none to read: the customer was gone from the POS, or somebody had edited it. */
  from: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
  /** The segment from then on. */
  to: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
  /** `order`: an order came, changed or was refunded. `time`: time passed. `rules`: the thresholds changed. `repair`: what was edited by hand was put right, or the POS has the customer again. */
  cause: 'order' | 'time' | 'rules' | 'repair';
  /** The rule that decided, as `segmentReason`. */
  reason: string;
  at: Timestamp;
  /** Of the customer at that time. */
  totalSpent: number;
  /** Orders that counted at that time. */
  orderCount: number;
  /** Orders that counted before. 0 when a history was read for the first time: a consumer that greets people leaves those out. */
  previousOrderCount: number;
  expireAt: Timestamp;
}
