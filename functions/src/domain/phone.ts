/** E.164 numbers have at most 15 digits; 7 is the shortest local number in use. */
const LEAST_DIGITS = 7;
const MOST_DIGITS = 15;
/** What people write into a telephone number, with an extension behind it. */
const NUMBER = /^\+?[\d\s().\-/]+(?:\s*(?:x|ext\.?)\s*\d{1,6})?$/i;
const EXTENSION = /\s*(?:x|ext\.?)\s*\d+$/i;

/** The digits of a number as it is written anywhere, without an extension and the North American country code. */
export function phoneDigits(text: string): string {
  const digits = text.replace(EXTENSION, '').replace(/\D/g, '');
  return digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
}

/** Whether the text looks like a telephone number that can be called. */
export function isPhone(text: string): boolean {
  const digits = phoneDigits(text);
  return NUMBER.test(text.trim()) && digits.length >= LEAST_DIGITS && digits.length <= MOST_DIGITS;
}
