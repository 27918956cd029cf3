import { DAY_MILLISECONDS, isStorableInstant } from '../time/time';

/** Orders closer together than this are one visit: a second ticket at the register says nothing about a rhythm. */
const VISIT_MILLISECONDS = DAY_MILLISECONDS / 2;
/** Two orders are a single gap, which may be chance. */
const LEAST_ORDERS = 3;
/** How much longer than usual a customer may stay away before they are overdue. */
const OVERDUE_FACTOR = 1.5;

export interface Rhythm {
  /** To a tenth of a day; null before the third order, and for orders of one visit. */
  usualDaysBetweenOrders: number | null;
  /** When the customer will have stayed away for 1.5 times as long; null if it isn't known. */
  overdueAt: Date | null;
}

/**
 * A customer's own rhythm: the median of the gaps between visits, which one long vacation doesn't move.
 * @param orderTimes Of all orders that count, in milliseconds, in any order.
 */
export function rhythmOf(orderTimes: readonly number[]): Rhythm {
  const unknown = { usualDaysBetweenOrders: null, overdueAt: null };
  if (orderTimes.length < LEAST_ORDERS) return unknown;
  const times = orderTimes.toSorted((a, b) => a - b);
  const gaps = gapsBetweenVisits(times);
  const last = times.at(-1);
  if (gaps.length === 0 || last === undefined) return unknown;
  const usualDaysBetweenOrders = Math.round((median(gaps) / DAY_MILLISECONDS) * 10) / 10;
  const overdueAt = new Date(last + Math.round(OVERDUE_FACTOR * usualDaysBetweenOrders * DAY_MILLISECONDS));
  return { usualDaysBetweenOrders, overdueAt: isStorableInstant(overdueAt) ? overdueAt : null };
}

/** From the beginning of each visit to that of the next. */
function gapsBetweenVisits(ascending: readonly number[]): number[] {
  const gaps: number[] = [];
  let visit: number | undefined;
  for (const time of ascending) {
    if (visit !== undefined && time - visit < VISIT_MILLISECONDS) continue;
    if (visit !== undefined) gaps.push(time - visit);
    visit = time;
  }
  return gaps;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [lower = 0, upper = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? upper : (lower + upper) / 2;
}
