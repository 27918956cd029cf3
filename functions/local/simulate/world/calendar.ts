import { DateTime } from 'luxon';

/** The day, `YYYY-MM-DD`, that a calendar on the wall shows; `daysBefore` days earlier. */
export function calendarDay(instant: Date, timeZone: string, daysBefore = 0): string {
  return DateTime.fromJSDate(instant, { zone: timeZone }).minus({ days: daysBefore }).toFormat('yyyy-MM-dd');
}
