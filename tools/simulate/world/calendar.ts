import { DateTime } from 'luxon';

/** The day, `YYYY-MM-DD`, that a calendar on the wall shows; `daysBefore` days earlier. */
export function calendarDay(instant: Date, timeZone: string, daysBefore = 0): string {
  const day = DateTime.fromJSDate(instant, { zone: timeZone });
  return (daysBefore === 0 ? day : day.minus({ days: daysBefore })).toISODate() ?? '';
}
