/** Document operations that Firestore bills. */
export interface BilledOperations {
  reads: number;
  writes: number;
  deletes: number;
}

/** List prices in dollars for {@link FIRESTORE_PRICES.operations} operations; the free daily quota is left out of account. */
export const FIRESTORE_PRICES = {
  region: 'us-central1',
  currency: 'USD',
  edition: 'standard',
  date: '2026-11-22',
  source: 'https://cloud.google.com/firestore/pricing',
  operations: 100_000,
  reads: 0.03,
  writes: 0.09,
  deletes: 0.01,
} as const;

/** Far below the price of one operation; takes the noise off the sum. */
const DOLLAR_PRECISION = 1e9;

/** What the operations cost at {@link FIRESTORE_PRICES}, in dollars. */
export function costInDollars(billed: BilledOperations): number {
  const { operations, reads, writes, deletes } = FIRESTORE_PRICES;
  const dollars = (billed.reads * reads + billed.writes * writes + billed.deletes * deletes) / operations;
  return Math.round(dollars * DOLLAR_PRECISION) / DOLLAR_PRECISION;
}

/** Both taken together. */
export function addBilled(a: BilledOperations, b: BilledOperations): BilledOperations {
  return { reads: a.reads + b.reads, writes: a.writes + b.writes, deletes: a.deletes + b.deletes };
}
