import { DateTime } from 'luxon';
import { whole } from '../../terminal/whole';

/** Dollars as prices are written. */
export const dollars = (value: number): string =>
  value.toLocaleString('en-US', { style: 'currency', currency: 'USD' });

/** Dollars of what is billed, where a run costs thousandths of a cent. */
export const fineDollars = (value: number): string => `$${value.toFixed(6)}`;

/** `2026-11-20 15:00Z`, to the minute. */
export function minute(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')}Z`;
}

/** `12 minutes ago`, `in 3 days`. */
export function relative(iso: string, now: Date): string {
  return DateTime.fromISO(iso).toRelative({ base: DateTime.fromJSDate(now), locale: 'en' }) ?? iso;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${whole(count)} ${count === 1 ? one : many}`;
}
