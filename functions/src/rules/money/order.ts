import { ORDER_STATUSES, type OrderStatus, type PosOrder } from '../pos';

const STATUSES = new Map<string, OrderStatus>([
  ...ORDER_STATUSES.map((status) => [status, status] as const),
  ['processing', 'preparing'],
  ['delivered', 'completed'],
  ['canceled', 'cancelled'],
  ['void', 'cancelled'],
  ['voided', 'cancelled'],
  ['returned', 'refunded'],
]);

/** What an order row says of its state beside the status word; null if it says nothing. */
export interface OrderFlags {
  cancel: boolean | null;
  /** As kiosks have it. */
  void: boolean | null;
  complete: boolean | null;
  paidInFull: boolean | null;
}

export const NO_FLAGS: OrderFlags = { cancel: null, void: null, complete: null, paidInFull: null };

/**
 * The status of an order. Its flags outrank the POS's word, which is read in any case: one that was cancelled or voided is cancelled
 * whatever the word says, and one that is complete is completed, unless the word says that it was refunded afterward. Being paid for
 * tells something only if the word doesn't. `unknown` for a word that isn't known, or none.
 */
export function parseOrderStatus(value: unknown, flags: OrderFlags = NO_FLAGS): OrderStatus {
  const said = statusOfWord(value);
  if (flags.cancel || flags.void) return 'cancelled';
  if (flags.complete) return said === 'refunded' ? said : 'completed';
  if (said !== undefined) return said;
  if (!flags.paidInFull) return 'unknown';
  return flags.complete === false ? 'confirmed' : 'completed';
}

/** The status that a word of the POS stands for; undefined for one that isn't known. */
export function statusOfWord(value: unknown): OrderStatus | undefined {
  return typeof value === 'string' ? STATUSES.get(value.trim().toLowerCase()) : undefined;
}

/**
 * Whether an order contributes to spending. A sale that was cancelled (and so voided) or refunded is stored and doesn't; all others
 * do, also those of unknown status. A negative total is a refund line, which lowers the sum unless it was cancelled itself.
 */
export function countsTowardsSpending({
  status,
  totalCents,
}: Pick<PosOrder, 'status' | 'totalCents'>): boolean {
  return status !== 'cancelled' && (status !== 'refunded' || totalCents < 0);
}
