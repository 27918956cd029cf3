import { addDays, calendarDate, DAY_MILLISECONDS } from './time';

/** Ten years, as much as a look-back may be: longer histories are read in several backfills. */
const MAX_BACKFILL_DAYS = 3_660;

/** Days of orders to read, `YYYY-MM-DD` in the tenant's time zone, inclusive at both ends. */
export interface SyncWindow {
  from: string;
  to: string;
}

/**
 * The days a sync reads: the look-back before today, and more if less would lose orders. A first run (`lastSyncAt` null) reaches
 * back to `historyStart`; one after a pause longer than the look-back, to the day before the last success.
 *
 * @throws RangeError when `timeZone` is no IANA time zone.
 */
export function syncWindow(options: {
  now: Date;
  timeZone: string;
  lookbackDays: number;
  historyStart: string | null;
  lastSyncAt: Date | null;
}): SyncWindow {
  const { now, timeZone, lookbackDays, historyStart, lastSyncAt } = options;
  const to = calendarDate(now, timeZone);
  const lookback = addDays(to, -lookbackDays);
  const needed =
    lastSyncAt === null ? (historyStart ?? lookback) : addDays(calendarDate(lastSyncAt, timeZone), -1);
  return { from: needed < lookback ? needed : lookback, to };
}

/**
 * A window that begins earlier, where days before it are to be read once more.
 * @param revisitFrom The first of these days; no further back than a backfill may be.
 */
export function widenWindow(window: SyncWindow, revisitFrom: string | null): SyncWindow {
  if (revisitFrom === null || revisitFrom >= window.from) return window;
  const earliest = addDays(window.to, 1 - MAX_BACKFILL_DAYS);
  const from = revisitFrom < earliest ? earliest : revisitFrom;
  return from < window.from ? { ...window, from } : window;
}

/**
 * Cuts a window into parts of at most `days` days, oldest first, without gap or overlap.
 *
 * @throws RangeError when `days` is no positive integer or the window ends before it begins.
 */
export function splitWindow(window: SyncWindow, days: number): SyncWindow[] {
  if (!Number.isInteger(days) || days < 1)
    throw new RangeError(`Can't split into parts of ${days} days. Use 1 or more.`);
  if (window.from > window.to) {
    throw new RangeError(
      `The window ends (${window.to}) before it begins (${window.from}). Swap the two dates.`,
    );
  }
  const parts: SyncWindow[] = [];
  for (let { from } = window; ; from = addDays(from, days)) {
    const last = addDays(from, days - 1);
    if (last >= window.to) return [...parts, { from, to: window.to }];
    parts.push({ from, to: last });
  }
}

/** What keeps a window of the past from being read, and the fix; null if nothing does. */
export function backfillFault(
  { from, to }: SyncWindow,
  tenant: { now: Date; timeZone: string; historyStart: string | null },
): { code: string; message: string } | null {
  if (from > to)
    return { code: 'window_reversed', message: 'The window ends before it begins. Swap the two dates.' };
  if (to > calendarDate(tenant.now, tenant.timeZone))
    return {
      code: 'window_in_future',
      message: "The window ends after today in the shop's time zone. Choose an earlier end.",
    };
  if (tenant.historyStart !== null && from < tenant.historyStart)
    return {
      code: 'window_before_history',
      message:
        "The window begins before the tenant's pos.historyStart. Choose a later day, or set historyStart earlier.",
    };
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS + 1;
  if (days > MAX_BACKFILL_DAYS)
    return {
      code: 'window_too_long',
      message: `The window has more than ${MAX_BACKFILL_DAYS} days. Ask for several shorter windows, one after the other.`,
    };
  return null;
}
