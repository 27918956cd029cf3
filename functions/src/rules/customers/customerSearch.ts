import { normalEmail } from '../identity/email';
import { foldText } from '../identity/folding';
import { MAX_PHONE_LENGTH, phoneDigits, withoutExtension } from '../identity/phone';
import { MAX_NAME_LENGTH } from './names';

/** What somebody who looks for a customer has typed, by what it can be. */
export type CustomerSearch =
  | { kind: 'email'; prefix: string }
  | {
      kind: 'phone';
      /** Digits that stand anywhere in a number; null if that was typed from its beginning on, with a `+`. */
      part: string | null;
      /** The beginning of a number, where a country code was typed, or perhaps was. */
      beginning: string | null;
    }
  | {
      kind: 'name';
      /** Beginnings of words. */
      words: readonly string[];
      /** The beginning of a name, without the spaces in it. */
      joined: string;
      emailPrefix: string;
    };

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
/** Words of a name that are looked for; nobody's name needs more. */
const MAX_WORDS = 10;

/**
 * Reads a search: with an `@` it is the beginning of an address, of digits alone any part of a telephone number (without its
 * extension), and otherwise beginnings of words of a name, or of an address. Case, accents, dashes and apostrophes don't matter.
 * @returns undefined for text with neither letters nor digits, which can't be looked for.
 */
export function parseCustomerSearch(text: string): CustomerSearch | undefined {
  const typed = normalEmail(text);
  if (!/[\p{L}\p{N}]/u.test(typed)) return undefined;
  if (typed.includes('@')) return { kind: 'email', prefix: typed };
  return phoneSearch(typed) ?? nameSearch(typed);
}

function phoneSearch(typed: string): CustomerSearch | undefined {
  const number = withoutExtension(typed);
  const digits = number.replace(/\D/g, '');
  if (typed.length > MAX_PHONE_LENGTH || !PHONE.test(number) || digits.length < LEAST_DIGITS)
    return undefined;
  const national = digits.startsWith('1') ? digits.slice(1) : null;
  return number.includes('+')
    ? { kind: 'phone', part: null, beginning: national ?? digits }
    : { kind: 'phone', part: phoneDigits(typed), beginning: national };
}

function nameSearch(typed: string): CustomerSearch | undefined {
  const folded = foldText(typed);
  if (folded === '') return undefined;
  const words = folded.slice(1).split(' ');
  return {
    kind: 'name',
    words: [...new Set(words)].slice(0, MAX_WORDS),
    joined: words.join(''),
    emailPrefix: typed,
  };
}

/** Whether a customer is one that the search means. */
export function matchesSearch(search: CustomerSearch, customer: SearchedFields): boolean {
  switch (search.kind) {
    case 'email':
      return customer.email?.startsWith(search.prefix) ?? false;
    case 'phone':
      return customer.phone !== null && matchesDigits(search, phoneDigits(customer.phone));
    case 'name':
      return (customer.email?.startsWith(search.emailPrefix) ?? false) || matchesName(search, customer);
  }
}

function matchesDigits(
  { part, beginning }: Extract<CustomerSearch, { kind: 'phone' }>,
  known: string,
): boolean {
  return (part !== null && known.includes(part)) || (beginning !== null && known.startsWith(beginning));
}

/** `mc donald` finds McDonald, and `maryann` Mary Ann: spaces in a name are where people hear them. */
function matchesName(
  { words, joined }: Extract<CustomerSearch, { kind: 'name' }>,
  { displayName, firstName, lastName }: SearchedFields,
): boolean {
  const names = [displayName, firstName, lastName].map((name) =>
    foldText(name?.slice(0, MAX_NAME_LENGTH) ?? ''),
  );
  const all = names.join('');
  return words.every((word) => all.includes(` ${word}`)) || names.some((name) => beginsWith(name, joined));
}

const SPACE = 0x20;

/** Whether a folded name begins with a text, its spaces left out. */
function beginsWith(name: string, joined: string): boolean {
  let matched = 0;
  for (let index = 0; matched < joined.length; index += 1) {
    if (index === name.length) return false;
    const character = name.charCodeAt(index);
    if (character === SPACE) continue;
    if (character !== joined.charCodeAt(matched)) return false;
    matched += 1;
  }
  return true;
}
