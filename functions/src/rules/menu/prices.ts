/** What one unit sells for, in integer cents; 0 is "unset" to the POS, and null here. */
export interface Prices {
  /** Before tax. */
  retailCents: number | null;
  /** "Out the door": with tax. */
  otdCents: number | null;
  /** Whether the shop shows the price with tax. */
  usesOtd: boolean;
}

/** The price that the shop shows; if that one isn't set, the other. */
export interface ShownPrice {
  cents: number;
  includesTax: boolean;
}

/** The price that the shop shows, null if none is set. */
export function shownPrice({ retailCents, otdCents, usesOtd }: Prices): ShownPrice | null {
  const retail = retailCents === null ? null : { cents: retailCents, includesTax: false };
  const otd = otdCents === null ? null : { cents: otdCents, includesTax: true };
  return usesOtd ? (otd ?? retail) : (retail ?? otd);
}

/** Far below what anybody shows of a percentage. */
const SHARE_PRECISION = 1e4;

/**
 * The share of the price before tax that is left after the cost, to four decimals: the tax is never the shop's. Both in the same unit.
 * Null if either is unknown, or the price is 0.
 */
export function marginBeforeTax(retailPrice: number | null, cost: number | null): number | null {
  if (retailPrice === null || cost === null || retailPrice <= 0) return null;
  return Math.round(((retailPrice - cost) / retailPrice) * SHARE_PRECISION) / SHARE_PRECISION;
}
