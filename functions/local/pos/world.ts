import { DateTime } from 'luxon';
import { Collection, type WireRow } from './collection';

export type { WireRow } from './collection';

interface DatedRow {
  /** `YYYY-MM-DD` in the tenant's zone; '' where the row's date is none. */
  day: string;
  /** Sorts by time within the day. */
  time: string;
  row: WireRow;
}

/** What one tenant's POS holds, as raw rows and apart from HTTP. Change it through the collections' `add`, `update` and `remove`. */
export class World {
  readonly customers = new Collection((row) => row['id_customer'] ?? row['id']);
  readonly orders = new Collection((row) => row['id'] ?? row['id_order']);
  /** One row per batch; `update` and `remove` take the item's id and so reach all of its batches. */
  readonly inventory = new Collection((row) => row['id_item']);
  #dated: { version: number; timeZone: string; rows: DatedRow[] } | null = null;
  /** The window asked for last: it is asked for once per page. */
  #window: { key: string; rows: readonly WireRow[] } | null = null;

  /**
   * The orders created from the first to the last day, both included, newest first. Orders whose date is none are in every window, at its end.
   * @param from, to `YYYY-MM-DD` in `timeZone`.
   */
  ordersBetween(from: string, to: string, timeZone: string): readonly WireRow[] {
    const key = JSON.stringify([this.orders.version, from, to, timeZone]);
    if (this.#window?.key !== key) {
      this.#window = { key, rows: selectDays(this.#newestFirst(timeZone), from, to) };
    }
    return this.#window.rows;
  }

  #newestFirst(timeZone: string): readonly DatedRow[] {
    const { version } = this.orders;
    if (this.#dated?.version !== version || this.#dated.timeZone !== timeZone) {
      const rows = this.orders.rows.map((row) => dated(row, timeZone));
      // Stable, so that orders of the same second stay in one order.
      rows.sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));
      this.#dated = { version, timeZone, rows };
    }
    return this.#dated.rows;
  }
}

const HAS_OFFSET = /T.*(?:Z|[+-]\d\d(?::?\d\d)?)$/i;

/** Parsing takes luxon microseconds that a million rows would feel each time one of them changes. */
const remembered = new WeakMap<WireRow, DatedRow & { timeZone: string }>();

function dated(row: WireRow, timeZone: string): DatedRow {
  const known = remembered.get(row);
  if (known?.timeZone === timeZone) {
    return known;
  }
  const text = row['date_created'] ?? row['created_at'];
  // Local already without an offset; luxon then only has to check the date, which is much faster in UTC.
  const at =
    typeof text === 'string'
      ? DateTime.fromISO(text, { zone: HAS_OFFSET.test(text) ? timeZone : 'utc' })
      : null;
  const time = at?.toISO({ includeOffset: false }) ?? '';
  const entry = { day: time.slice(0, 10), time, row, timeZone };
  remembered.set(row, entry);
  return entry;
}

function selectDays(newestFirst: readonly DatedRow[], from: string, to: string): WireRow[] {
  const undated = firstIndex(newestFirst, (entry) => entry.day === '');
  const begin = firstIndex(newestFirst, (entry) => entry.day <= to);
  const end = firstIndex(newestFirst, (entry) => entry.day < from);
  return [...newestFirst.slice(begin, Math.min(end, undated)), ...newestFirst.slice(undated)].map(
    ({ row }) => row,
  );
}

/** Binary search: the first index at which the predicate holds, given that it holds from there on. */
function firstIndex(rows: readonly DatedRow[], predicate: (entry: DatedRow) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = rows[middle];
    if (entry && predicate(entry)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
