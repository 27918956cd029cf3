import { plainNumeral } from './numeral';

/** A sign and a dollar mark, each optional and in either order, around plain or correctly grouped digits. */
const AMOUNT = /^(?<sign>-?)\$?\s*(?<inner>-?)(?<whole>\d{1,3}(?:,\d{3})+|\d*)(?:\.(?<fraction>\d+))?$/;
const PARENTHESES = /^\((?<inner>[^-()]+)\)$/;
/** Below this a number prints with an exponent, and is far less than half a cent. */
const SMALLEST_PLAIN_NUMBER = 1e-6;

/**
 * Reads an amount of dollars as integer cents: a number, or text such as `12.5`, `"$12"`, `"1,234.50"`, `" -$5.00 "` or
 * `"($5.00)"`. Rounds half away from zero on the decimal digits, so 1.005 is 101 cents.
 *
 * @returns undefined for anything else: not finite, empty, not a number, wrongly grouped, no safe integer of cents. An absent
 * amount (null) is the caller's business.
 */
export function parseMoney(value: unknown): number | undefined {
  if (typeof value === 'number')
    return Math.abs(value) < SMALLEST_PLAIN_NUMBER ? 0 : parseAmount(String(value));
  if (typeof value !== 'string') return undefined;
  const text = plainNumeral(value);
  const inner = PARENTHESES.exec(text)?.groups?.['inner'];
  return parseAmount(inner === undefined ? text : `-${inner.trim()}`);
}

function parseAmount(text: string): number | undefined {
  const groups = AMOUNT.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { sign = '', inner = '', whole = '', fraction = '' } = groups;
  if (whole + fraction === '' || sign + inner === '--') return undefined;
  const digits = fraction.padEnd(3, '0');
  const roundedUp = digits.charAt(2) >= '5' ? 1 : 0;
  const cents = Number(whole.replaceAll(',', '')) * 100 + Number(digits.slice(0, 2)) + roundedUp;
  if (!Number.isSafeInteger(cents)) return undefined;
  return sign + inner === '-' && cents !== 0 ? -cents : cents;
}

/** Integer cents as dollars: the number nearest to the two-decimal amount. */
export function centsToDollars(cents: number): number {
  return cents === 0 ? 0 : cents / 100;
}

/** As {@link centsToDollars}, null staying null. */
export function dollarsOrNull(cents: number | null): number | null {
  return cents === null ? null : centsToDollars(cents);
}

/** `cents / count` in whole cents, half away from zero; 0 for no parts. */
export function averageCents(cents: number, count: number): number {
  if (count === 0) return 0;
  const average = Math.round(Math.abs(cents) / count);
  return cents < 0 && average !== 0 ? -average : average;
}
