import type { CallOutput } from '../../api/contract';

type LeftOut = CallOutput<'getMarketingAudience'>['leftOut'];

const REASONS = {
  denied: 'said no',
  notGranted: "haven't agreed to texts",
  underAge: 'are under age',
} as const satisfies Record<keyof LeftOut, string>;

/** How many who could be reached aren't in an audience. */
export function countLeftOut(pages: readonly LeftOut[]): number {
  return pages.flatMap((page) => Object.values(page)).reduce((sum, count) => sum + count, 0);
}

/** Why customers who could be reached aren't in an audience, such as `12 left out: 3 said no`; null if nobody is left out. */
export function describeLeftOut(pages: readonly LeftOut[], count: (value: number) => string): string | null {
  const sums = (Object.keys(REASONS) as (keyof LeftOut)[]).map((reason) => ({
    reason,
    sum: pages.reduce((sum, page) => sum + page[reason], 0),
  }));
  const all = sums.reduce((total, { sum }) => total + sum, 0);
  if (all === 0) return null;
  const parts = sums
    .filter(({ sum }) => sum > 0)
    .map(({ reason, sum }) => `${count(sum)} ${REASONS[reason]}`);
  return `${count(all)} left out: ${parts.join(', ')}.`;
}
