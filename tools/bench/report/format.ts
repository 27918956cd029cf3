/** `1,234`. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Dollars of one sync: small sums with three significant digits, so that they can be compared. */
export function dollars(value: number): string {
  if (value === 0) return '0';
  return value.toFixed(Math.max(2, 2 - Math.floor(Math.log10(value))));
}

/** How many times as much: with one decimal below ten. */
export function times(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(1) : whole(ratio);
}

/** Syncs in 30 days of one each half hour. */
const SYNCS_A_MONTH = 48 * 30;

/** What a sync's dollars come to in 30 days. */
export function dollarsAMonth(aSync: number): number {
  return aSync * SYNCS_A_MONTH;
}

/** Megabytes of 1,000,000 bytes. */
export function megabytes(bytes: number): string {
  return whole(bytes / 1e6);
}
