import isEmail from 'validator/lib/isEmail';
import { withoutInvisible } from './invisible';

/** The domain of the addresses that the POS makes up for customers without one, such as `no-email@alleaves.local`. */
export const PLACEHOLDER_DOMAIN = 'alleaves.local';

/**
 * What no address that people type contains, although the library takes it: white space and other blanks, private characters, and
 * quotes, with which one mailbox would have two spellings.
 */
const NEVER_TYPED = /[\s\p{Z}\p{C}\u2800"]/u;

/** What nearly all addresses are made of: nothing of it is invisible, or composed. */
const PLAIN = /^[\x21-\x7e]*$/;

/**
 * An address in the one form in which it is stored and compared: what looks the same is the same. Without invisible characters,
 * composed (NFC), trimmed, in lower case.
 */
export function normalEmail(email: string): string {
  if (PLAIN.test(email)) return email.toLowerCase();
  // Lower case can come apart into letter and accent, so it is composed again.
  return withoutInvisible(email).normalize('NFC').trim().toLowerCase().normalize('NFC');
}

/** Whether the address is one of the POS's placeholders: its domain is exactly {@link PLACEHOLDER_DOMAIN}, however it is written. */
export function isPlaceholderEmail(email: string): boolean {
  return isPlaceholder(normalEmail(email));
}

/**
 * The {@link normalEmail} of an address that mail can reach.
 *
 * @returns null for a placeholder, and for anything that isn't a deliverable address.
 */
export function realEmail(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const email = normalEmail(value);
  return isPlaceholder(email) || NEVER_TYPED.test(email) || !isEmail(email) ? null : email;
}

function isPlaceholder(normal: string): boolean {
  return normal.endsWith(`@${PLACEHOLDER_DOMAIN}`);
}
