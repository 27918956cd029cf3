import { toAscii } from './folding';
import { withoutInvisible } from './invisible';

/** What stands between what can't be part of an address. */
const WORD = /[^\s"'<>()[\]{},;]+/g;
/** Signs for `@`, plain, full-width, small, and as URLs and HTML write it. */
const AT = /[@\uff20\ufe6b]|%40|&#(?:64|x40);|&commat;/i;
/** Seven to fifteen digits, also grouped as phone numbers are, that are no part of a longer code, and no date (`2027-06-30`). */
const NUMBER = /(?<![\da-z])(?!\d{4}-\d\d-\d\d(?!\d))\+?\(?\d(?:[\s().\-/]{0,3}\d){6,14}(?![\da-z])/gi;

const MARK = '(left out)';

/** Text without email addresses and phone numbers; the text itself if it has none. */
export function withoutContacts(text: string): string {
  const plain = toAscii(withoutInvisible(text));
  const safe = mask(plain);
  return safe === plain ? text : safe;
}

/** As {@link withoutContacts}, of every text in a value of JSON, names of fields included, and of numbers as long as those of phones. */
export function withoutContactsDeep(value: unknown): unknown {
  if (typeof value === 'string') return withoutContacts(value);
  if (typeof value === 'number') return withoutContacts(String(value)) === String(value) ? value : MARK;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutContactsDeep);
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [withoutContacts(name), withoutContactsDeep(part)]),
  );
}

function mask(text: string): string {
  return text.replace(WORD, (word) => (AT.test(word) ? MARK : word)).replace(NUMBER, MARK);
}
