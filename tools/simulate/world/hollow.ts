import type { WireRow } from '../../pos/world';
import type { StreamName } from './records';

/** What a POS leaves out of its answers for a while. */
export interface Hollow {
  readonly stream: StreamName;
  /** Its names in rows, and in documents. */
  readonly wire: string;
  readonly field: string;
  /** The moment at which that began. */
  readonly since: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** An answer as it is while the POS leaves a field out. */
export function withoutField(answer: unknown, name: string): unknown {
  return JSON.parse(JSON.stringify(answer), (key, value: unknown) => (key === name ? null : value));
}

/** Rows as they are while the POS leaves a field out. */
export function hollowRows(rows: readonly WireRow[], { wire }: Hollow): WireRow[] {
  return rows.map((row) => (wire in row ? { ...row, [wire]: null } : row));
}
