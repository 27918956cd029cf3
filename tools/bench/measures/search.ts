import {
  type CustomerSearch,
  matchesSearch,
  parseCustomerSearch,
  type SearchedFields,
} from '../../../functions/src/rules/customers/customerSearch';
import type { SearchResult } from '../results';
import { median } from './median';
import { currentMoment } from './moment';

/** As many as the dispensary of incident 1; a call looks at no more than 1,000 of them. */
const CUSTOMERS = 3_000;
const NAME_LENGTH = 200;
const PHONE_LENGTH = 50;
const REPETITIONS = 5;

/** What names are made of: letters, and characters that become many, few or none, stand for words, or aren't in one piece. */
const PIECES = {
  'plain letters': 'a',
  'letters with accents': 'é',
  'letters that become two': 'ß',
  'accents alone': '\u0301',
  apostrophes: "a'",
  'words of one letter': ' a',
  'Chinese characters': '漢',
  'ligatures of four words': 'ﷺ',
  emoji: '😀',
  'half characters': '\ud800',
};

/** What staff type: nothing of it is found, so that every name is looked at to its end. */
const SEARCHES = [
  'zzz',
  `${'a'.repeat(NAME_LENGTH - 1)}z`,
  `${'a b '.repeat(49)}zzz`,
  '719 555 0199',
  'zzz@',
];

/**
 * Measures how long a search over hostile customers takes, beside the same by taking names apart into words.
 * Each figure is the processor's time for the slowest of the searches.
 */
export function measureSearch(): SearchResult {
  const moment = currentMoment();
  const searches = SEARCHES.flatMap((text) => parseCustomerSearch(text) ?? []);
  return {
    ...moment,
    customers: CUSTOMERS,
    rows: Object.entries(PIECES).map(([characters, piece]) => {
      const people = Array.from({ length: CUSTOMERS }, (_, index) => personOf(piece, index));
      const pairs = searches.map((search) => {
        const own: number[] = [];
        const plain: number[] = [];
        for (let count = 0; count < REPETITIONS; count += 1) {
          own.push(processorMilliseconds(people, (person) => matchesSearch(search, person)));
          plain.push(processorMilliseconds(people, (person) => matchesWords(search, person)));
        }
        return { own: median(own), plain: median(plain) };
      });
      return {
        characters,
        milliseconds: Math.max(...pairs.map(({ own }) => own)),
        plainMilliseconds: Math.max(...pairs.map(({ plain }) => plain)),
      };
    }),
  };
}

function personOf(piece: string, index: number): SearchedFields {
  const name = (number: number) => `${index + number} ${piece.repeat(NAME_LENGTH)}`.slice(0, NAME_LENGTH);
  return {
    displayName: name(0),
    firstName: name(1),
    lastName: name(2),
    email: `${'a'.repeat(50)}${index}@example.com`,
    phone: `${index}${piece.repeat(PHONE_LENGTH)}`.slice(0, PHONE_LENGTH),
  };
}

function processorMilliseconds(
  people: readonly SearchedFields[],
  isFound: (person: SearchedFields) => boolean,
): number {
  const before = process.cpuUsage();
  const found = people.filter(isFound).length;
  const { user, system } = process.cpuUsage(before);
  if (found > 0) throw new Error(`A search that should find nobody found ${found} customers.`);
  return (user + system) / 1000;
}

/** The same by the means of the language alone: compatibility forms, no marks, lower case, words. */
function matchesWords(
  search: CustomerSearch,
  { displayName, firstName, lastName, email, phone }: SearchedFields,
): boolean {
  if (search.kind === 'email') return email?.startsWith(search.prefix) ?? false;
  if (search.kind === 'phone') return phone?.replace(/\D/g, '').includes(search.part ?? '') ?? false;
  const text = [displayName, firstName, lastName].join(' ').normalize('NFKD');
  const words = text
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return search.words.every((word) => words.some((name) => name.startsWith(word)));
}
