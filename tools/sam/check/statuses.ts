import { isRecord } from '../../../functions/src/alleaves/client/answer/shape';
import type { OrderStatus, ParsedRow, PosOrder } from '../../../functions/src/rules/pos';
import { foreign } from './foreign';

/** A status word of the POS, with what a sync makes of orders that have it. */
export interface StatusWord {
  /** Fit to be shown; null for none. */
  word: string | null;
  status: OrderStatus;
  orders: number;
}

/** The status words of orders, most frequent first. */
export function statusesOf(rows: readonly ParsedRow<PosOrder>[]): StatusWord[] {
  const words = new Map<string, StatusWord>();
  for (const { payload, record } of rows) {
    if (record === null) continue;
    const said = isRecord(payload) ? payload['status'] : undefined;
    const word = typeof said === 'string' && said.trim() !== '' ? foreign(said.trim(), 24) : null;
    const key = JSON.stringify([word, record.status]);
    const known = words.get(key) ?? { word, status: record.status, orders: 0 };
    words.set(key, { ...known, orders: known.orders + 1 });
  }
  return [...words.values()].sort((a, b) => b.orders - a.orders);
}
