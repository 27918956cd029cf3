import { DateTime } from 'luxon';
import type { WireRow } from '../pos/world';

/** The first of the names that holds something; a dot leads into a nested object. */
export function first(row: WireRow, ...names: string[]): unknown {
  for (const name of names) {
    const [outer = '', inner] = name.split('.');
    const holder = row[outer];
    const value = inner === undefined ? holder : isObject(holder) ? holder[inner] : undefined;
    if (value !== null && value !== undefined && text(value) !== '') return value;
  }
  return null;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function text(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : null;
}

/** The first of the names that holds an id; 0 counts as missing. */
export function id(row: WireRow, ...names: string[]): string | null {
  for (const name of names) {
    const found = text(first(row, name))?.replace('alleaves_', '');
    if (found !== undefined && found !== '0') return found;
  }
  return null;
}

export function email(value: unknown): string | null {
  const seen = (text(value) ?? '').replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
  const address = seen.normalize('NFC').trim().toLowerCase().normalize('NFC');
  return /^\S+@\S+\.\S+$/.test(address) && !address.endsWith('@alleaves.local') ? address : null;
}

/** Cents; NaN for what can't be read, null for nothing. */
export function cents(value: unknown): number | null {
  const amount = text(value);
  return amount === null ? null : Math.round(Number(amount.replaceAll(/[$,]/g, '')) * 100);
}

export function dollars(value: unknown): number | null {
  const amount = cents(value);
  return amount === null || Number.isNaN(amount) ? null : amount / 100;
}

export function number(value: unknown): number | null {
  const digits = text(value);
  return digits === null || Number.isNaN(Number(digits)) ? null : Number(digits);
}

/** Without a zone, a time on the wall; what the clock shows twice in autumn is the first of the two. */
export function moment(value: unknown, timeZone: string): Date | null {
  const written = text(value) ?? '';
  const date = DateTime.fromISO(written, { zone: timeZone });
  if (!date.isValid) return null;
  if (/(Z|[+-]\d\d:?\d\d)$/.test(written)) return date.toJSDate();
  return new Date(Math.min(...date.getPossibleOffsets().map(Number)));
}

export function day(value: unknown): string | null {
  const written = text(value) ?? '';
  const us = DateTime.fromFormat(written, 'M/d/yyyy');
  const date = us.isValid ? us : DateTime.fromISO(written);
  return date.isValid && date.year > 0 ? date.toISODate() : null;
}

export function category(label: string | null): string | null {
  const name = label?.replace('Category > ', '') ?? '';
  return name === '' || name === 'Uncategorized' ? null : name;
}

export function unlessGuest(name: string | null): string | null {
  return name === null || name.toLowerCase() === 'guest' || name === '' ? null : name;
}

export function yes(value: unknown): boolean {
  return ['true', '1', 'yes', 'y', 't'].includes(String(value).toLowerCase());
}
