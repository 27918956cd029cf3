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

/** Locations whose prices are known: multi-regions cost twice as much as a region does. Other regions have prices of their own. */
export const FIRESTORE_LOCATIONS = ['us-central1', 'nam5', 'eur3'] as const;
export type FirestoreLocation = (typeof FIRESTORE_LOCATIONS)[number];

const MULTI_REGION = { reads: 0.06, writes: 0.18, deletes: 0.02 } as const;

/** As {@link FIRESTORE_PRICES}, by location. */
const PRICES_BY_LOCATION: Readonly<Record<FirestoreLocation, BilledOperations>> = {
  'us-central1': FIRESTORE_PRICES,
  nam5: MULTI_REGION,
  eur3: MULTI_REGION,
};

/** Far below the price of one operation; takes the noise off the sum. */
const DOLLAR_PRECISION = 1e9;

/** What the operations cost in dollars, at the list prices of the database's location; those of {@link FIRESTORE_PRICES} by default. */
export function costInDollars(
  billed: BilledOperations,
  location: FirestoreLocation = FIRESTORE_PRICES.region,
): number {
  const { reads, writes, deletes } = PRICES_BY_LOCATION[location];
  const dollars =
    (billed.reads * reads + billed.writes * writes + billed.deletes * deletes) / FIRESTORE_PRICES.operations;
  return Math.round(dollars * DOLLAR_PRECISION) / DOLLAR_PRECISION;
}

/** Both taken together. */
export function addBilled(a: BilledOperations, b: BilledOperations): BilledOperations {
  return { reads: a.reads + b.reads, writes: a.writes + b.writes, deletes: a.deletes + b.deletes };
}
