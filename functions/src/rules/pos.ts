import type { Prices } from './menu/prices';

/**
 * What the POS says, after parsing: the vocabulary that the Alleaves client produces and the stages consume.
 * Ids are strings without the `alleaves_` prefix; money is in integer cents; emails are real and normalised or null.
 */

export interface PosCustomer {
  posCustomerId: string;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  displayName: string | null;
  /** `YYYY-MM-DD`. */
  birthDate: string | null;
  loyaltyPoints: number | null;
  customerSince: Date | null;
}

export const ORDER_STATUSES = [
  'pending',
  'submitted',
  'confirmed',
  'preparing',
  'ready',
  'completed',
  'cancelled',
  'refunded',
  'unknown',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export interface PosOrderItem {
  posItemId: string | null;
  name: string | null;
  quantity: number | null;
  priceCents: number | null;
  category: string | null;
}

export interface PosOrder {
  posOrderId: string;
  posCustomerId: string | null;
  /** Where it was placed; null if the row doesn't say. */
  posLocationId: string | null;
  email: string | null;
  status: OrderStatus;
  /** The POS's status word where it isn't known, fit to be counted; null for a known one, or none. */
  unknownStatus: string | null;
  items: PosOrderItem[];
  subtotalCents: number | null;
  taxCents: number | null;
  discountCents: number | null;
  totalCents: number;
  orderDate: Date;
}

/** What a batch says of its item. */
export interface PosItemFacts extends Pick<Prices, 'retailCents' | 'otdCents'> {
  posItemId: string;
  name: string | null;
  brand: string | null;
  category: string | null;
  strain: string | null;
  costCents: number | null;
  batchCostCents: number | null;
  thcPercent: number | null;
  cbdPercent: number | null;
  /** What one unit weighs, in `weightUnit`; null for what isn't sold by weight. */
  weight: number | null;
  weightUnit: string | null;
  isCannabis: boolean | null;
  imageUrl: string | null;
}

/** One batch (package) of an item in one area; an item is the sum of its batches. */
export interface PosInventoryBatch extends PosItemFacts, Prices {
  posBatchId: string | null;
  /** The area it lies in, as the POS has it; see `rules/menu/areas`. */
  area: string | null;
  areaType: string | null;
  /** Units of this batch, wherever it lies and whether or not they can be sold; at least 0. */
  available: number;
  sellable: boolean;
  /** The POS has deleted the batch; an item of deleted batches alone is no longer on the menu. */
  deleted: boolean;
  /** `YYYY-MM-DD`. */
  expiresOn: string | null;
  /** When the POS last changed the item, as it says it: only ever compared. */
  updated: string | null;
}

/** What the POS has of an item besides its inventory. */
export interface PosItemDetails {
  posItemId: string;
  /** Plain text. */
  description: string | null;
  imageUrls: string[];
}

/** A fault in a row, located by its path (`total`, `items.0.quantity`), as zod reports it. */
export interface RowIssue {
  path: string;
  message: string;
}

/**
 * A row of the POS after parsing. `record` is null when the row can't be used at all; otherwise `issues` lists optional
 * fields that could not be read and were set to null. Either way a row with issues is quarantined, so nothing is lost in silence.
 */
export interface ParsedRow<T> {
  posId: string | null;
  record: T | null;
  issues: RowIssue[];
  /** The row as received; cut where it is nested too deep. */
  payload: unknown;
  /** Whether a row of the same id came before it in the same walk, as far as that was read without a break. */
  repeated?: true;
  /** Whether the row says that it belongs to another location than the tenant's. */
  elsewhere?: true;
}
