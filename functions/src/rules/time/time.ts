import { DAY_MILLISECONDS, zoneOffsets } from './zoneOffsets';

export { DAY_MILLISECONDS, isTimeZone } from './zoneOffsets';

/** The first and the last moment that a Firestore Timestamp can hold (to the millisecond), and with them every date stored here. */
const FIRST_INSTANT = Date.parse('0001-01-01T00:00:00.000Z');
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether a moment can be stored: a wall clock of the last day of the year 9999 can show one that can't. */
export function isStorableInstant(instant: Date): boolean {
  const time = instant.getTime();
  return time >= FIRST_INSTANT && time <= LAST_INSTANT;
}

/** Years below 1000 are marks for "unset", such as 0000-00-00 and 0001-01-01, and no dates. */
const INSTANT =
  /^([1-9]\d{3})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(?:(Z)|([+-])(\d\d):?(\d\d)?))?)?$/i;
const YEAR_FIRST = /^(?<year>[1-9]\d{3})-(?<month>\d\d)-(?<day>\d\d)(?:[T ]\d{1,2}:\d\d.*)?$/i;
const MONTH_FIRST = /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>[1-9]\d{3})(?: \d{1,2}:\d\d.*)?$/;

/**
 * Reads an ISO 8601 date and time, with `T` or a space between the two; a date alone is its midnight. Without an offset it is
 * the time on the wall in `timeZone`: what the clock shows twice (autumn) is the first of the two, what it skips (spring) is
 * moved on by the length of the gap. Fractions below a millisecond are dropped.
 *
 * @returns undefined for anything else, also for a date that isn't in the calendar, such as 2026-02-30, and for a moment that can't
 * be stored ({@link isStorableInstant}), such as the last evening of 9999 in New York.
 * @throws RangeError when `timeZone` is needed and is no IANA time zone.
 */
export function parseInstant(text: string, timeZone: string): Date | undefined {
  const instant = readInstant(text, timeZone);
  return instant !== undefined && isStorableInstant(instant) ? instant : undefined;
}

function readInstant(text: string, timeZone: string): Date | undefined {
  const match = INSTANT.exec(text.trim());
  if (match === null) return undefined;
  const midnight = utcMidnight(Number(match[1]), Number(match[2]), Number(match[3]));
  const hours = Number(match[4] ?? 0);
  const minutes = Number(match[5] ?? 0);
  const seconds = Number(match[6] ?? 0);
  if (midnight === undefined || hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const milliseconds = match[7] === undefined ? 0 : Number(match[7].padEnd(3, '0').slice(0, 3));
  const reading = midnight + ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
  if (match[8] !== undefined) return new Date(reading);
  if (match[9] === undefined) return new Date(zoneOffsets(timeZone).instantOf(reading));
  const offsetHours = Number(match[10]);
  const offsetMinutes = Number(match[11] ?? 0);
  if (offsetHours > 23 || offsetMinutes > 59) return undefined;
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000;
  return new Date(match[9] === '-' ? reading + offset : reading - offset);
}

/** Midnight UTC of a date in milliseconds, or undefined for a date that isn't in the calendar. */
function utcMidnight(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || (day > 28 && day > daysInMonth(year, month))) return undefined;
  return Date.UTC(year, month - 1, day);
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * The calendar date, `YYYY-MM-DD`, that a date or date-time text states, in ISO or in US order (`M/D/YYYY`). The date is
 * taken as written, whatever offset follows: a birthday is a date and not an instant.
 *
 * @returns undefined for anything else, also for `0000-00-00` and dates that aren't in the calendar.
 */
export function parseCalendarDate(text: string): string | undefined {
  const trimmed = text.trim();
  const date = (YEAR_FIRST.exec(trimmed) ?? MONTH_FIRST.exec(trimmed))?.groups;
  if (date === undefined) return undefined;
  const midnight = utcMidnight(Number(date['year']), Number(date['month']), Number(date['day']));
  return midnight === undefined ? undefined : isoDate(midnight);
}

/** The date, `YYYY-MM-DD`, on a calendar on the wall in `timeZone`. @throws RangeError when that is no IANA time zone. */
export function calendarDate(instant: Date, timeZone: string): string {
  const time = instant.getTime();
  return isoDate(time + zoneOffsets(timeZone).at(time));
}

/**
 * The date `days` after (before, when negative) a `YYYY-MM-DD` date of any year from 0000 to 9999; beyond these it is the first or the last
 * of them, which in their text come before and after all others.
 * @throws RangeError when `date` is no such date.
 */
export function addDays(date: string, days: number): string {
  const time = PLAIN_DATE.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(time) || isoDate(time) !== date)
    throw new RangeError(`"${date}" isn't a date. Use YYYY-MM-DD.`);
  return isoDate(Math.min(LAST_DATE, Math.max(FIRST_DATE, time + days * DAY_MILLISECONDS)));
}

const PLAIN_DATE = /^\d{4}-\d\d-\d\d$/;
const FIRST_DATE = Date.parse('0000-01-01');
const LAST_DATE = Date.parse('9999-12-31');

function isoDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Whole days of 24 hours from `instant` to `now`; 0 when `instant` lies in the future. */
export function daysSince(instant: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - instant.getTime()) / DAY_MILLISECONDS));
}
