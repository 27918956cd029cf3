import type { Limits } from '../../platform/limits';
import type { PageCursor } from '../../platform/ports/pos';

/**
 * How many rows to ask for a page of a walk, and whether the POS gives as many for sure: the size of the walk that is taken up again, or the
 * one that the POS was found to give; else the smallest for a list that fits (any POS gives it, and it needn't be found out whether more come),
 * or the largest.
 *
 * @param learned The most rows that a page of this POS was found to have; null as long as that isn't known.
 */
export function sizeToAskFor(
  { page = 1, pageSize: given, expectedRows = 0 }: PageCursor,
  learned: number | null,
  { pageSize: largest, fallbackPageSize: smallest }: Pick<Limits['pos'], 'pageSize' | 'fallbackPageSize'>,
): { pageSize: number; isSizeKnown: boolean } {
  const known = given ?? learned;
  const fits = page === 1 && expectedRows >= 1 && expectedRows < smallest;
  if (known === null) return { pageSize: fits ? smallest : largest, isSizeKnown: fits || page > 2 };
  // A walk that is taken up at its second page is the first to see that the first page was cut.
  return { pageSize: known, isSizeKnown: page > 2 || known === learned };
}

/**
 * The size to ask for from the second page on. A server that caps its pages tells so by the length of the first, and may count from the
 * size asked for nevertheless: asking for its own leaves no gap. A short length that is no cap has another reason, such as rows left out;
 * then the usual size is asked for.
 */
export function sizeGiven(asked: number, length: number, fallback: number): number {
  if (length >= asked) return asked;
  const isCap = length >= 10 && length % 5 === 0;
  return isCap ? length : Math.min(asked, Math.max(length, fallback));
}
