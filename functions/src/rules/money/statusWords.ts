import { statusOfWord } from './order';

/** What may be counted under its own name: a word or three, or a short number. Whatever else a status holds can be about a person. */
const COUNTABLE = /^(?:\p{L}+(?:[ _-]\p{L}+){0,2}|\d{1,4})$/u;
const MAXIMUM_WORD_LENGTH = 30;

/** The name under which status words are counted that can't be shown. */
export const OTHER_WORDS = '(other)';

/** The name under which a status is counted that isn't known: its word in lower case if it may be shown. Null for a known one, or none. */
export function unknownStatusOf(value: unknown): string | null {
  if (value === null || value === undefined || statusOfWord(value) !== undefined) return null;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : OTHER_WORDS;
  const word = text.normalize('NFC').trim().toLowerCase();
  if (word === '') return null;
  return word.length <= MAXIMUM_WORD_LENGTH && COUNTABLE.test(word) ? word : OTHER_WORDS;
}

/** Words that are counted one by one; a POS has about ten. */
export const MAXIMUM_STATUS_WORDS = 20;

export type StatusCounts = Readonly<Record<string, number>>;

/** Both counts taken together. Beyond {@link MAXIMUM_STATUS_WORDS} words the rest are counted as {@link OTHER_WORDS}. */
export function addStatusCounts(a: StatusCounts, b: StatusCounts): Record<string, number> {
  const sum: Record<string, number> = { ...a };
  for (const [word, count] of Object.entries(b)) {
    const isFull = Object.keys(sum).filter((known) => known !== OTHER_WORDS).length >= MAXIMUM_STATUS_WORDS;
    const name = Object.hasOwn(sum, word) || !isFull ? word : OTHER_WORDS;
    sum[name] = (Object.hasOwn(sum, name) ? (sum[name] ?? 0) : 0) + count;
  }
  return sum;
}
