import { phoneDigits } from './phone';

/** What somebody who looks for a customer has typed, by what it can be. */
export type CustomerSearch =
  | { kind: 'email'; prefix: string }
  | { kind: 'phone'; digits: string }
  | { kind: 'name'; words: readonly string[]; emailPrefix: string };

/** The fields of a customer that a search looks at. */
export interface SearchedFields {
  displayName: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
}

/** The last four digits of a number are what customers are asked for; fewer than three find half of everybody. */
const LEAST_DIGITS = 3;
const PHONE = /^[\d\s()+.\-/]+$/;

/**
 * Reads a search: with an `@` it is the beginning of an address, of digits alone any part of a telephone number, and otherwise
 * beginnings of words of a name, or of an address. Case and accents don't matter.
 * @returns undefined for text with neither letters nor digits, which can't be looked for.
 */
export function parseCustomerSearch(text: string): CustomerSearch | undefined {
  const typed = text.trim().toLowerCase();
  if (!/[\p{L}\p{N}]/u.test(typed)) return undefined;
  if (typed.includes('@')) return { kind: 'email', prefix: typed };
  const digits = phoneDigits(typed);
  if (PHONE.test(typed) && digits.length >= LEAST_DIGITS) return { kind: 'phone', digits };
  return { kind: 'name', words: words(typed), emailPrefix: typed };
}

/** Whether a customer is one that the search means. */
export function matchesSearch(search: CustomerSearch, customer: SearchedFields): boolean {
  switch (search.kind) {
    case 'email':
      return customer.email?.startsWith(search.prefix) ?? false;
    case 'phone':
      return customer.phone !== null && phoneDigits(customer.phone).includes(search.digits);
    case 'name':
      return (
        (customer.email?.startsWith(search.emailPrefix) ?? false) || matchesWords(search.words, customer)
      );
  }
}

function matchesWords(sought: readonly string[], customer: SearchedFields): boolean {
  const { displayName, firstName, lastName } = customer;
  const known = words([displayName, firstName, lastName].filter((name) => name !== null).join(' '));
  return sought.every((word) => known.some((name) => name.startsWith(word)));
}

/** The words of a name in lower case and without accents; `O'Brien` is one word, `Smith-Jones` are two. */
function words(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/[\p{M}'’]/gu, '');
  return plain
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
