import { z } from 'zod';
import { isPlaceholderEmail, realEmail } from '../../rules/identity/email';
import { parseMoney } from '../../rules/money/money';
import { plainNumeral } from '../../rules/money/numeral';
import { parsePosId } from '../../rules/identity/posId';
import { parseCalendarDate, parseInstant } from '../../rules/time/time';
import { isRecord } from '../client/answer/shape';

/**
 * Schemas of single fields as the POS sends them. Each is given a value that is present (not null, not blank) and gives the value in our
 * terms, null if the POS thereby says "none", or an issue whose message says what the value isn't, and never what it is.
 */
export type Field<T> = z.ZodType<T | null>;

function field<T>(expected: string, read: (value: unknown) => T | null | undefined): Field<T> {
  return z.unknown().transform((value, context) => {
    const result = read(value);
    if (result === undefined) {
      context.addIssue({ code: 'custom', message: `is not ${expected}` });
      return z.NEVER;
    }
    return result;
  });
}

/** Well under Firestore's limits for a document (1 MiB) and far above any honest name. */
const MAXIMUM_TEXT_LENGTH = 5000;

/** Far above any stock, weight or points, and small enough that sums keep their millionths. */
const LARGEST_NUMBER = 1e9;

/** Digits, plain or grouped by commas, with or without a fraction. */
const NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?<=\d)$/;

function toText(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  // Half a character is legal JSON, and no text that Firestore takes.
  return typeof text === 'string' && text.length <= MAXIMUM_TEXT_LENGTH
    ? text.trim().toWellFormed()
    : undefined;
}

function toNumber(value: unknown): number | undefined {
  if (typeof value !== 'string') {
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }
  const text = plainNumeral(value);
  return NUMBER.test(text) ? Number(text.replaceAll(',', '')) : undefined;
}

/** What laboratories write for "not measurable" and "not measured". */
const NO_RESULT = /^(?:nd|n\/?a|none|tbd|-+|<\s*loq|<\s*lod|bloq|not detected)$/i;

/** A pattern for blanks before the sign would try each of them, as often as there are. */
function withoutPercentSign(text: string): string {
  return text.endsWith('%') ? text.slice(0, -1).trimEnd() : text;
}

function toPercent(value: unknown): number | null | undefined {
  if (typeof value === 'string' && NO_RESULT.test(value.trim())) {
    return null;
  }
  const percent = toNumber(typeof value === 'string' ? withoutPercentSign(value.trim()) : value);
  if (percent === undefined || percent < 0 || percent > 100) {
    return undefined;
  }
  return percent === 0 ? null : percent;
}

function toEmail(value: unknown): string | null | undefined {
  const email = realEmail(value);
  return email ?? (typeof value === 'string' && isPlaceholderEmail(value) ? null : undefined);
}

const IMAGE_PLACEHOLDER = /placeholder|no[-_]?image/i;

function toImageUrl(value: unknown): string | null | undefined {
  const text = toText(value);
  if (text === undefined) {
    return undefined;
  }
  if (IMAGE_PLACEHOLDER.test(text)) {
    return null;
  }
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}

const FLAGS = new Map<unknown, boolean>([
  ...[true, 1, 'true', '1', 'yes', 'y', 't'].map((value) => [value, true] as const),
  ...[false, 0, 'false', '0', 'no', 'n', 'f'].map((value) => [value, false] as const),
]);

export const objectField = field('an object', (value) => (isRecord(value) ? value : undefined));
export const posIdField = field('an id (a whole number or text)', parsePosId);
export const textField = field(`text of at most ${MAXIMUM_TEXT_LENGTH} characters`, toText);
/** Text with markup, of any length. */
export const htmlField = field('text', (value) => (typeof value === 'string' ? value : undefined));
/** Between minus and plus a billion. */
export const numberField = field('a number', toNumber).refine(
  (number) => number === null || Math.abs(number) <= LARGEST_NUMBER,
  'is not a number of at most 1,000,000,000',
);
/** Integer cents. */
export const moneyField = field('an amount of money', parseMoney);
/** 0 to 100; 0 means unknown and is null. */
export const percentField = field('a percentage from 0 to 100', toPercent);
/** Normalised; a placeholder of the POS is null. */
export const emailField = field('an email address', toEmail);
/** Null for a stand-in picture. */
export const imageUrlField = field('an http or https URL', toImageUrl);
export const flagField = field('true or false', (value) =>
  FLAGS.get(typeof value === 'string' ? value.trim().toLowerCase() : value),
);
/** `YYYY-MM-DD`. */
export const calendarDateField = field('a date', (value) =>
  typeof value === 'string' ? parseCalendarDate(value) : undefined,
);

const instantFields = new Map<string, Field<Date>>();

/** A point in time; text without a zone is the time on the wall in `timeZone`. */
export function instantField(timeZone: string): Field<Date> {
  let schema = instantFields.get(timeZone);
  if (!schema) {
    schema = field('a date and time', (value) =>
      typeof value === 'string' ? parseInstant(value, timeZone) : undefined,
    );
    instantFields.set(timeZone, schema);
  }
  return schema;
}
