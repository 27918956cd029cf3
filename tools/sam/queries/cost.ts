import { addBilled, type BilledOperations } from '../../../functions/src/rules/money/pricing';
import { DAY_MILLISECONDS } from '../../../functions/src/rules/time/time';

/** Document operations and what they cost. */
export interface Billed extends BilledOperations {
  usd: number;
}

export interface BilledRun {
  /** ISO 8601. */
  startedAt: string;
  billed: Billed;
}

export interface CostSummary {
  /** The run that began last. */
  last: BilledRun | null;
  /** By day (UTC), the latest first. */
  days: { day: string; runs: number; billed: Billed }[];
  /** Of 30 days like those recorded. */
  month: Billed | null;
}

const DAYS_A_MONTH = 30;

/**
 * Sums what runs were billed, by day, and projects a month from it. Runs of less than a day stand for a day, so that the
 * first sync, which writes everything, is not taken for what every half hour costs.
 *
 * @param runs In any order.
 */
export function summarizeCost(runs: readonly BilledRun[], now: Date): CostSummary {
  const latestFirst = runs.toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  const byDay = new Map<string, { runs: number; billed: Billed }>();
  for (const { startedAt, billed } of latestFirst) {
    const day = new Date(startedAt).toISOString().slice(0, 10);
    const sum = byDay.get(day) ?? { runs: 0, billed: NOTHING };
    byDay.set(day, { runs: sum.runs + 1, billed: add(sum.billed, billed) });
  }
  const [last] = latestFirst;
  const first = latestFirst.at(-1);
  if (last === undefined || first === undefined) return { last: null, days: [], month: null };

  const days = Math.max(1, (now.getTime() - Date.parse(first.startedAt)) / DAY_MILLISECONDS);
  const total = latestFirst.map(({ billed }) => billed).reduce(add, NOTHING);
  return {
    last,
    days: Array.from(byDay, ([day, sums]) => ({ day, ...sums })),
    month: scale(total, DAYS_A_MONTH / days),
  };
}

const NOTHING: Billed = { reads: 0, writes: 0, deletes: 0, usd: 0 };

function add(a: Billed, b: Billed): Billed {
  return { ...addBilled(a, b), usd: round(a.usd + b.usd) };
}

function scale({ reads, writes, deletes, usd }: Billed, factor: number): Billed {
  const times = (count: number) => Math.round(count * factor);
  return { reads: times(reads), writes: times(writes), deletes: times(deletes), usd: round(usd * factor) };
}

/** Takes off the noise of adding fractions of cents. */
function round(usd: number): number {
  return Math.round(usd * 1e9) / 1e9;
}
