/** A range of a stream's keys in the stream's order: `from` (inclusive) to `to` (exclusive, null for the last). */
interface KeyRange {
  readonly from: string;
  readonly to: string | null;
}

export function covers({ from, to }: KeyRange, sortable: string): boolean {
  return from <= sortable && (to === null || sortable < to);
}
