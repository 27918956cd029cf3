import type { Dialect } from '../../../functions/src/alleaves/dialects';
import { parseOrderRow } from '../../../functions/src/alleaves/rows/order';
import type { PosOrder } from '../../../functions/src/rules/pos';
import { calendarDate } from '../../../functions/src/rules/time/time';
import type { PosAccess } from './posAccess';
import type { Sample } from './samples';

/** What the POS makes of the last day of a window. */
export interface Days {
  /** The day that was asked for. */
  day: string;
  /** Whether the orders of the last day come; null if the answer fits neither. */
  endInclusive: boolean | null;
  /** Whose days the POS counts in; null if that day's orders don't tell. */
  daysOf: 'shop' | 'utc' | null;
}

interface Known {
  id: string;
  local: string;
  utc: string;
}

/** Orders of a day that surely come in one page. */
const PAGE = 100;

/**
 * Asks for one day alone of which the orders are known, and compares. One request.
 * @returns null if no day in the sample can tell.
 * @throws SyncError
 */
export async function probeDays(
  pos: PosAccess,
  dialect: Dialect,
  location: () => string,
  shop: { timeZone: string; now: Date; sample: Sample<PosOrder> },
): Promise<Days | null> {
  const { timeZone, now, sample } = shop;
  const known = sample.rows.flatMap(({ record }) => (record ? knownOf(record, timeZone) : []));
  const day = dayToAskFor(known, calendarDate(now, timeZone), sample.whole);
  if (day === null) return null;
  const answer = await pos.ask('orders', () => {
    const request = dialect.orders({ from: day, to: day }, { page: 1, pageSize: PAGE }, location);
    // Exactly this day, whatever a sync asks for besides.
    return { ...request, query: { ...request.query, startDate: day, endDate: day } };
  });
  const rows = answer.outcome === 'answered' ? answer.rows : [];
  const ids = new Set(rows.map((row) => parseOrderRow(row, timeZone).posId));
  return { day, ...verdict(known, day, ids) };
}

function knownOf({ posOrderId, orderDate }: PosOrder, timeZone: string): Known {
  return {
    id: posOrderId,
    local: calendarDate(orderDate, timeZone),
    utc: calendarDate(orderDate, 'UTC'),
  };
}

/**
 * A past day of the shop with orders, not too many; best one on which the shop's day and that of UTC have different orders. The
 * sample's first day may lack some.
 */
function dayToAskFor(known: readonly Known[], today: string, isWhole: boolean): string | null {
  const days = [...new Set(known.map(({ local }) => local))].sort();
  const asked = days.filter((day) => day < today).slice(isWhole ? 0 : 2);
  const fitting = asked
    .filter((day) => known.filter(({ local, utc }) => local === day || utc === day).length < PAGE)
    .reverse();
  const tells = (day: string) => known.some(({ local, utc }) => local === day && utc !== day);
  const hasBoth = (day: string) => tells(day) && known.some(({ local, utc }) => local === day && utc === day);
  return fitting.find(hasBoth) ?? fitting.find(tells) ?? fitting[0] ?? null;
}

function verdict(
  known: readonly Known[],
  day: string,
  ids: ReadonlySet<string | null>,
): Pick<Days, 'endInclusive' | 'daysOf'> {
  const matches = (of: (order: Known) => string) =>
    known.every((order) => ids.has(order.id) === (of(order) === day));
  const isShop = matches(({ local }) => local);
  const isUtc = matches(({ utc }) => utc);
  if (isShop || isUtc)
    return { endInclusive: true, daysOf: isShop && isUtc ? null : isShop ? 'shop' : 'utc' };
  return { endInclusive: known.some(({ id }) => ids.has(id)) ? null : false, daysOf: null };
}
