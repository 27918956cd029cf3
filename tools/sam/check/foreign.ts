import { redact } from '../../../functions/src/alleaves/client/answer/redact';

/** Controls, marks of direction and other characters that a terminal obeys or hides. */
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;

/**
 * Text of the POS made fit for a terminal: on one line, characters that it would obey or hide as `\u{…}`, nothing that looks like an
 * address, a phone number or a token, and no longer than `most` characters.
 */
export function foreign(text: string, most = 40): string {
  return escaped(redact(text, []), most);
}

/** The beginning of a text of so many characters. */
function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text;
}

/** The same of an id, which can look like a phone number and is none. */
export function escaped(text: string, most = 40): string {
  const shown = text.replace(UNSEEN, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
  return shortened(shown, most);
}
