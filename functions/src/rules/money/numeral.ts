import { withoutInvisible } from '../identity/invisible';

const PLAIN = /^[ -~]*$/;
/** What is typed, or set by word processors, where a minus is meant. */
const MINUS = /[\u2010-\u2015\u2212\ufe63\uff0d]/g;

/** A number as it was typed, trimmed, with a plain minus and without characters that people don't see. */
export function plainNumeral(text: string): string {
  return PLAIN.test(text) ? text.trim() : withoutInvisible(text).replace(MINUS, '-').trim();
}
