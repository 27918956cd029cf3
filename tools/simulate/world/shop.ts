import { isElsewhere } from '../../oracle/rows';
import { type WireRow, World } from '../../pos/world';
import { History, type Moments } from './history';
import { type Hollow, hollowRows } from './hollow';
import { recordOfRows, type StreamName } from './records';

export interface ShopSettings {
  orgId: string;
  timeZone: string;
  lookbackDays: number;
  /** `YYYY-MM-DD`: how far back a first run reads. */
  historyStart: string | null;
  sellableAreas: readonly string[] | null;
  minimumStock: number;
  itemDetails: boolean;
  /** Its location in the POS. */
  location: string;
  /** The largest document that is stored, in bytes. */
  documentBytes: number;
}

/** What a POS can leave out. */
export const HOLLOW_FIELDS = [
  { stream: 'items', wire: 'cost_of_good', field: 'cost' },
  { stream: 'items', wire: 'cost_of_good', field: 'cost' },
  { stream: 'customers', wire: 'cell_phone', field: 'phone' },
] as const;

/** One tenant with its POS: what the POS holds, and what it has held. */
export class Shop {
  readonly world = new World();
  readonly history = new History();
  /** When the POS last gave a false answer that nobody can tell from a true one. */
  lastLie = 0;
  /** When it last ended a list early, which its rows give away: only a run that overrides the brake believes it. */
  lastShortList = 0;
  /** What the POS leaves out of its answers, or left out last; null if it never did. */
  hollow: Hollow | null = null;
  /** All that it has ever left out. */
  private readonly hollows: Hollow[] = [];
  removed = false;
  /** The thresholds that an operator has set; null for the seed's. */
  segmentRules: Readonly<Record<string, number>> | null = null;
  /** Since when the tenant is paused or removed, in milliseconds of virtual time; null while it is active. */
  idleSince: number | null = null;
  /** Records of {@link oddRecord}, as `stream/id`: what the others hold is known exactly. */
  private readonly odd = new Set<string>();

  constructor(
    readonly settings: ShopSettings,
    readonly moments: Moments,
  ) {}

  get orgId(): string {
    return this.settings.orgId;
  }

  /** The rows of a record, or with null those without an id. */
  rows(stream: StreamName, id: string | null): readonly WireRow[] {
    return this.collection(stream).rows.filter((row) => idOf(stream, row) === id);
  }

  /** The ids that the POS has now. */
  ids(stream: StreamName): string[] {
    const ids = new Set(this.collection(stream).rows.map((row) => idOf(stream, row)));
    return [...ids].filter((id) => id !== null);
  }

  add(stream: StreamName, row: WireRow): void {
    if (stream === 'orders' && !this.isNewest(row)) this.moved(stream);
    this.collection(stream).add(row);
    this.record(stream, idOf(stream, row));
  }

  addOdd(stream: StreamName, id: string, rows: readonly WireRow[]): void {
    this.odd.add(`${stream}/${id}`);
    if (stream === 'orders' && !rows.every((row) => this.isNewest(row))) this.moved(stream);
    this.collection(stream).addAll(rows);
    this.record(stream, id);
  }

  isOdd(stream: StreamName, id: string): boolean {
    return this.odd.has(`${stream}/${id}`);
  }

  /** Gives an item another description, and says so in the inventory; its images stay as they are. */
  describe(id: string, description: string | null, now: number): void {
    const { items } = this.world;
    const fields = { product_description: description };
    if (items.update(id, fields) === 0) {
      const media = Number(id) % 2 === 0 ? [{ content: `https://images.example/${id}.jpg` }] : [];
      items.add({ id_item: Number(id), media_list: media, ...fields });
    }
    this.touch(id, now);
  }

  /** The POS changes when it has changed an item, to something that it never was before. */
  touch(id: string, now: number): void {
    const moment = String(this.moments.next()).padStart(9, '0');
    this.update('items', id, { date_updated: `${new Date(now).toISOString()} ${moment}` });
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

  /** The POS lists the newest orders first. One that is entered with an earlier date pushes others through a gap between pages (decision 25). */
  private isNewest(row: WireRow): boolean {
    const dateOf = ({ date_created: date }: WireRow) => (typeof date === 'string' ? date : '');
    return this.world.orders.rows.every((other) => dateOf(other) <= dateOf(row));
  }

  private moved(stream: StreamName): void {
    this.history.lastRemoval.set(stream, this.moments.next());
  }

  /** From now on the POS leaves a field out. */
  leaveOut(hollow: Hollow): void {
    this.hollow = hollow;
    this.hollows.push(hollow);
  }

  /** What the POS may have said with these rows: all, or all but a field that it left out. */
  sayings(stream: StreamName, rows: readonly WireRow[]): (string | null)[] {
    const lies = this.hollows.filter((hollow) => hollow.stream === stream);
    return [rows, ...lies.map((hollow) => hollowRows(rows, hollow))].map((said) =>
      this.recordOf(stream, said),
    );
  }

  private record(stream: StreamName, id: string | null): void {
    if (id === null) return;
    const rows = this.rows(stream, id);
    const record = this.recordOf(stream, rows);
    this.history.add(stream, id, { since: this.moments.next(), rows, record, present: rows.length > 0 });
  }

  /** What is of another shop of the company is no record of this one. */
  private recordOf(stream: StreamName, rows: readonly WireRow[]): string | null {
    const isElse = stream !== 'items' && rows.some((row) => isElsewhere(row, this.settings.location));
    return isElse ? null : recordOfRows(stream, rows, this.settings);
  }

  private collection(stream: StreamName) {
    return stream === 'items' ? this.world.inventory : this.world[stream];
  }
}

const ID_NAMES = {
  customers: ['id_customer', 'id'],
  orders: ['id', 'id_order'],
  items: ['id_item'],
} as const;

/** The id in a row; null if it has none. */
export function idOf(stream: StreamName, row: WireRow): string | null {
  const id = ID_NAMES[stream].map((name) => row[name]).find(isId);
  return id === undefined ? null : String(id);
}

function isId(value: unknown): value is number | string {
  return typeof value === 'string' || (typeof value === 'number' && value !== 0);
}

function blank(row: WireRow): WireRow {
  return Object.fromEntries(Object.keys(row).map((name) => [name, null]));
}
