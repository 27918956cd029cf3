import type { PosCustomer } from '../pos';

/** Characters of each name of a customer: what is longer is cut when it comes in. Staff search them all. */
export const MAX_NAME_LENGTH = 200;

/** The name to show for a customer who has only a first and a last one; null without either. */
export function joinedName({
  firstName,
  lastName,
}: Pick<PosCustomer, 'firstName' | 'lastName'>): string | null {
  const joined = [firstName, lastName].filter((name) => name !== null).join(' ');
  return joined === '' ? null : cutText(joined, MAX_NAME_LENGTH);
}

/** The beginning of a text, without half of a character at its end. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  return text
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}
