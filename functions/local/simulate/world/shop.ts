import { type WireRow, World } from '../../pos/world';
import { History, type Moments } from './history';
import { recordOfRows, type StreamName } from './records';

export interface ShopSettings {
  orgId: string;
  timeZone: string;
  lookbackDays: number;
}

/** One tenant with its POS: what the POS holds, and what it has held. */
export class Shop {
  readonly world = new World();
  readonly history = new History();
  /** When the POS last gave a false answer that nobody can tell from a true one. */
  lastLie = 0;
  removed = false;

  constructor(
    readonly settings: ShopSettings,
    readonly moments: Moments,
  ) {}

  get orgId(): string {
    return this.settings.orgId;
  }

  rows(stream: StreamName, id: string): readonly WireRow[] {
    return this.collection(stream).rows.filter((row) => idOf(stream, row) === id);
  }

  /** The ids that the POS has now. */
  ids(stream: StreamName): string[] {
    return [...new Set(this.collection(stream).rows.map((row) => idOf(stream, row)))];
  }

  add(stream: StreamName, row: WireRow): void {
    this.collection(stream).add(row);
    this.record(stream, idOf(stream, row));
  }

  /** Changes fields of every row of the record. */
  update(stream: StreamName, id: string, fields: WireRow): void {
    this.collection(stream).update(id, fields);
    if (stream === 'orders' && 'date_created' in fields) this.moved(stream);
    this.record(stream, id);
  }

  remove(stream: StreamName, id: string): void {
    this.collection(stream).remove(id);
    this.moved(stream);
    this.record(stream, id);
  }

  /** Replaces all rows of the record by those it has once had. */
  revert(stream: StreamName, id: string, rows: readonly WireRow[]): void {
    const current = this.rows(stream, id);
    if (current.length === 1 && rows.length === 1 && rows[0]) {
      this.update(stream, id, { ...blank(current[0] ?? {}), ...rows[0] });
      return;
    }
    this.collection(stream).remove(id);
    this.moved(stream);
    this.collection(stream).addAll(rows);
    this.record(stream, id);
  }

  private moved(stream: StreamName): void {
    this.history.lastRemoval.set(stream, this.moments.next());
  }

  private record(stream: StreamName, id: string): void {
    const rows = this.rows(stream, id);
    const record = recordOfRows(stream, rows, this.settings.timeZone);
    this.history.add(stream, id, { since: this.moments.next(), rows, record, present: rows.length > 0 });
  }

  private collection(stream: StreamName) {
    return stream === 'items' ? this.world.inventory : this.world[stream];
  }
}

function idOf(stream: StreamName, row: WireRow): string {
  const names = { customers: 'id_customer', orders: 'id', items: 'id_item' } as const;
  return String(row[names[stream]]);
}

function blank(row: WireRow): WireRow {
  return Object.fromEntries(Object.keys(row).map((name) => [name, null]));
}
