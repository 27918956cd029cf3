/** `1,234`. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Dollars of one sync: small sums with three significant digits, so that they can be compared. */
export function dollars(value: number): string {
  if (value === 0) return '0';
  return value.toFixed(Math.max(2, 2 - Math.floor(Math.log10(value))));
}

/** Megabytes of 1,000,000 bytes. */
export function megabytes(bytes: number): string {
  return whole(bytes / 1e6);
}
