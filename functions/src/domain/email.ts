/** The domain of the addresses that the POS makes up for customers without one, such as `no-email@alleaves.local`. */
export const PLACEHOLDER_DOMAIN = 'alleaves.local';

/** RFC 5321, section 4.5.3.1.3: a path of 256 octets less its brackets. */
const MAX_LENGTH = 254;
/** One `@`, something before it, a domain with at least one dot behind it; nothing that is white space or can't be stored. */
const ADDRESS = /^[^\s@\p{Cc}\p{Cs}]+@[^\s@.\p{Cc}\p{Cs}]+(?:\.[^\s@.\p{Cc}\p{Cs}]+)+$/u;

/** Whether the address is one of the POS's placeholders: its domain is exactly {@link PLACEHOLDER_DOMAIN}, whatever the case. */
export function isPlaceholderEmail(email: string): boolean {
  return domainOf(normalise(email)) === PLACEHOLDER_DOMAIN;
}

/**
 * The address in the one form under which it is stored and compared: trimmed and lowercase.
 *
 * @returns null for a placeholder and for anything that doesn't look like an address.
 */
export function realEmail(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const email = normalise(value);
  if (email.length > MAX_LENGTH || !ADDRESS.test(email) || domainOf(email) === PLACEHOLDER_DOMAIN)
    return null;
  return email;
}

function normalise(email: string): string {
  return email.trim().toLowerCase();
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1);
}
