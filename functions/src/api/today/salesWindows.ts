import { addDays, calendarDate, DAY_MILLISECONDS, parseInstant } from '../../rules/time/time';

/** Days of the week that sales are compared over, today among them. */
const DAYS = 7;

/** A span of orders: from the first moment up to before the second. */
export interface SalesWindow {
  from: Date;
  to: Date;
}

/**
 * The spans that sales are summed over: today so far, the last seven days so far, and the seven days before these, up to the same time of
 * day, so that a morning isn't compared with a whole day.
 */
export function salesWindows(
  now: Date,
  timeZone: string,
): { today: SalesWindow; week: SalesWindow; weekBefore: SalesWindow } {
  const today = calendarDate(now, timeZone);
  const startOf = (day: string): Date => parseInstant(day, timeZone) ?? now;
  const weekBefore = new Date(now.getTime() - DAYS * DAY_MILLISECONDS);
  return {
    today: { from: startOf(today), to: now },
    week: { from: startOf(addDays(today, 1 - DAYS)), to: now },
    weekBefore: { from: startOf(addDays(today, 1 - 2 * DAYS)), to: weekBefore },
  };
}
