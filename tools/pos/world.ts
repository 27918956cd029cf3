import { DateTime } from 'luxon';
import { Collection, type WireRow } from './collection';

export type { WireRow } from './collection';

interface DatedRow {
  /** `YYYY-MM-DD` in the tenant's zone; '' if the row has no valid date. */
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
  /** Images and descriptions, for {@link itemRows}. */
  readonly items = new Collection((row) => row['id_item']);
  #dated: { version: number; zones: string; rows: DatedRow[] } | null = null;
  /** The window asked for last: it is asked for once per page. */
  #window: { key: string; rows: readonly WireRow[] } | null = null;

  /** The list of items: those with an image or a description of their own, and one bare row for each other item of the inventory. */
  itemRows(): readonly WireRow[] {
    const known = new Set(this.items.rows.map(itemId));
    const others = new Map(this.inventory.rows.map((row) => [itemId(row), row]));
    const bare = [...others].filter(([id]) => id !== null && !known.has(id));
    return [
      ...this.items.rows,
      ...bare.map(([, row]) => ({
        id_item: row['id_item'],
        item: row['item'] ?? null,
        media_list: [],
        product_description: null,
      })),
    ];
  }

  /**
   * The orders created from the first to the last day, both included, newest first. Orders without a valid date are in every window, at its end.
   * @param from, to `YYYY-MM-DD` in `daysOf`.
   * @param timeZone Of times without a zone.
   * @param daysOf Whose days are asked for. Default: the same.
   */
  ordersBetween(from: string, to: string, timeZone: string, daysOf = timeZone): readonly WireRow[] {
    const key = JSON.stringify([this.orders.version, from, to, timeZone, daysOf]);
    if (this.#window?.key !== key) {
      this.#window = { key, rows: selectDays(this.#newestFirst(timeZone, daysOf), from, to) };
    }
    return this.#window.rows;
  }

  #newestFirst(timeZone: string, daysOf: string): readonly DatedRow[] {
    const { version } = this.orders;
    const zones = `${timeZone} ${daysOf}`;
    if (this.#dated?.version !== version || this.#dated.zones !== zones) {
      const rows = this.orders.rows.map((row) => dated(row, timeZone, daysOf));
      // Stable, so that orders of the same second stay in one order.
      rows.sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));
      this.#dated = { version, zones, rows };
    }
    return this.#dated.rows;
  }
}

function itemId({ id_item: id }: WireRow): string | null {
  return (typeof id === 'number' && id !== 0) || typeof id === 'string' ? String(id) : null;
}

const HAS_OFFSET = /T.*(?:Z|[+-]\d\d(?::?\d\d)?)$/i;

/** Parsing takes luxon microseconds that a million rows would feel each time one of them changes. */
const remembered = new WeakMap<WireRow, DatedRow & { zones: string }>();

function dated(row: WireRow, timeZone: string, daysOf: string): DatedRow {
  const zones = `${timeZone} ${daysOf}`;
  const known = remembered.get(row);
  if (known?.zones === zones) {
    return known;
  }
  const text = row['date_created'] ?? row['created_at'];
  // Local already without an offset; luxon then only has to check the date, which is much faster in UTC.
  const isLocal = typeof text === 'string' && !HAS_OFFSET.test(text) && daysOf === timeZone;
  const at = typeof text === 'string' ? DateTime.fromISO(text, { zone: isLocal ? 'utc' : timeZone }) : null;
  const shown = isLocal ? at : at?.setZone(daysOf);
  const time = shown?.toISO({ includeOffset: false }) ?? '';
  const entry = { day: time.slice(0, 10), time, row, zones };
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
