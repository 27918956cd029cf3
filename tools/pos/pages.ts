import type { WireRow } from './world';

/**
 * How a POS pages: as asked (`honoured`); every answer holds everything, in another order each time where `shuffled` (`ignored`); every page
 * is the first (`stuck`); every second page is a row short of what was asked for (`uneven`); behind the last page comes the last again
 * (`clamped`), or the first (`wrapped`); no page is longer than 50 rows, counted from the size asked for (`capped`).
 */
const PAGINGS = [
  'honoured',
  'ignored',
  'shuffled',
  'stuck',
  'uneven',
  'clamped',
  'wrapped',
  'capped',
] as const;
export type Paging = (typeof PAGINGS)[number];

const CAP = 50;

/** @param page From 1. */
export function pageOf(
  rows: readonly WireRow[],
  { paging, page, size }: { paging: Paging; page: number; size: number },
): readonly WireRow[] {
  const slice = (number: number) => rows.slice((number - 1) * size, number * size);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  switch (paging) {
    case 'honoured':
      return slice(page);
    case 'ignored':
      return rows;
    case 'shuffled':
      return [...rows.slice(page), ...rows.slice(0, page)];
    case 'stuck':
      return slice(1);
    case 'uneven': {
      const from = (page - 1) * size - Math.floor((page - 1) / 2);
      return rows.slice(from, from + size - (page % 2 === 0 ? 1 : 0));
    }
    case 'clamped':
      return slice(Math.min(page, pages));
    case 'wrapped':
      return slice(((page - 1) % pages) + 1);
    case 'capped':
      return slice(page).slice(0, CAP);
  }
}

/** The rows of a list that is asked for by `skip` and `take`, by a POS of the same ways. */
export function sliceOf(
  rows: readonly WireRow[],
  { paging, skip, take }: { paging: Paging; skip: number; take: number },
): readonly WireRow[] {
  const slice = (from: number) => rows.slice(from, from + take);
  switch (paging) {
    case 'honoured':
      return slice(skip);
    case 'ignored':
      return rows;
    case 'shuffled':
      return [...rows.slice(skip), ...rows.slice(0, skip)];
    case 'stuck':
      return slice(0);
    case 'uneven':
      return slice(skip).slice(0, skip === 0 ? take : Math.max(2, take - 1));
    case 'clamped':
      return skip < rows.length ? slice(skip) : rows.slice(-take);
    case 'wrapped':
      return skip < rows.length ? slice(skip) : slice(0);
    case 'capped':
      return slice(skip).slice(0, CAP);
  }
}
