import { toAscii } from './folding';

/** Characters of a number that are stored and looked at: the longest with an extension takes half of that. */
export const MAX_PHONE_LENGTH = 50;

/** E.164 numbers have at most 15 digits; 7 is the shortest local number in use. */
const LEAST_DIGITS = 7;
const MOST_DIGITS = 15;

/** What people write into a number, without its extension. */
const NUMBER = /^\(?\+?[\d\s().\-/]+$/;
const EXTENSION = /(?:[\s,;]*(?:ext(?:ension)?|x|#)[\s.:=#]*|[,;]+)\d{0,7}$/i;

/**
 * Digits that fill a form in which a number is required: one of them repeated, in a whole number two of them (`5550000000`), or counted
 * up or down.
 */
const COUNTED = ['01234567890123456789', '98765432109876543210'];
const WHOLE_NUMBER = 10;

/** A number without its extension, in ASCII: any dash is `-`, any digit one of `0` to `9`. */
export function withoutExtension(text: string): string {
  return toAscii(text.slice(0, MAX_PHONE_LENGTH)).trim().replace(EXTENSION, '');
}

/** The digits of a number as it is written anywhere, without an extension and the North American country code. */
export function phoneDigits(text: string): string {
  const digits = withoutExtension(text).replace(/\D/g, '');
  return digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
}

/**
 * A number as mail and text-message tools take it (E.164, `+15552340001`); null if it can't be called. A number of ten digits without a
 * country code is North American, like the shops.
 */
export function internationalPhone(text: string): string | null {
  if (!isPhone(text)) return null;
  const number = withoutExtension(text);
  if (number.includes('+')) return `+${number.replace(/\D/g, '')}`;
  const national = phoneDigits(text);
  return national.length === 10 ? `+1${national}` : null;
}

/** Whether the text is a telephone number that can be called, as far as its form tells. */
export function isPhone(text: string): boolean {
  if (text.length > MAX_PHONE_LENGTH || !NUMBER.test(withoutExtension(text))) return false;
  const digits = phoneDigits(text);
  return digits.length >= LEAST_DIGITS && digits.length <= MOST_DIGITS && !isFiller(digits);
}

function isFiller(digits: string): boolean {
  const least = digits.length < WHOLE_NUMBER ? 2 : 3;
  return new Set(digits).size < least || COUNTED.some((counted) => counted.includes(digits));
}
