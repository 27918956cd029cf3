import type { DocumentData, DocumentReference } from 'firebase-admin/firestore';
import type { ShardEffects } from './effects';
import type { QuarantineEntry, ShardContent } from './shardCodec';

/** How a record's document is written. `upsert` leaves the fields that it doesn't name to their other owners. */
export type DocumentWrite =
  | { readonly kind: 'replace'; readonly reference: DocumentReference; readonly data: DocumentData }
  | {
      readonly kind: 'upsert';
      readonly reference: DocumentReference;
      /** The whole document, where there is none yet. */
      readonly created: DocumentData;
      /** What a document starts with besides, that was there and is gone: deleted by hand. */
      readonly recreated?: DocumentData;
      /** Only the fields this writer owns, where there is one. */
      readonly updated: DocumentData;
    }
  | { readonly kind: 'delete'; readonly reference: DocumentReference }
  /** The document is as it should be; only the index has to learn of it. */
  | { readonly kind: 'none' };

/** What is to happen to one key: to its record, to its quarantined row, or to both. An entry of null removes. */
export interface Change<Entry> {
  record?: { readonly entry: Entry | null; readonly write: DocumentWrite; readonly bytes: number };
  quarantine?: {
    readonly entry: QuarantineEntry | null;
    readonly write: DocumentWrite;
    readonly bytes: number;
  };
}

/**
 * A range of keys of one stream, `from` (inclusive) to `to` (exclusive, null for the last) in the stream's order, with the
 * changes that wait for their commit.
 */
export class Shard<Entry> {
  readonly pending = new Map<string, Change<Entry>>();
  /** Whether the content has changes that are not stored anywhere yet; only in dry runs, which store late. */
  unsaved = false;
  /** The last commit of this shard, as long as it is under way. */
  commit: Promise<void> | null = null;

  constructor(
    readonly from: string,
    public to: string | null,
    readonly content: ShardContent<Entry>,
    public effects: ShardEffects | null,
  ) {}

  get size(): number {
    return this.content.entries.size + this.content.quarantined.size;
  }

  /** Whether the stored shard is as this one is, so that this one can be dropped and read again. */
  get isStored(): boolean {
    return this.pending.size === 0 && !this.unsaved && this.commit === null;
  }

  covers(sortable: string): boolean {
    return this.from <= sortable && (this.to === null || sortable < this.to);
  }

  /** The entry as it will be once everything pending is committed. */
  entry(key: string): Entry | undefined {
    const change = this.pending.get(key)?.record;
    return change === undefined ? this.content.entries.get(key) : (change.entry ?? undefined);
  }

  quarantined(key: string): QuarantineEntry | undefined {
    const change = this.pending.get(key)?.quarantine;
    return change === undefined ? this.content.quarantined.get(key) : (change.entry ?? undefined);
  }

  /** Adds a change; a later change of the same key replaces an earlier one of the same kind. */
  add(key: string, change: Change<Entry>): void {
    this.pending.set(key, { ...this.pending.get(key), ...change });
  }

  /** Drops what was to happen to a record that turns out to be as it is stored. */
  cancelRecord(key: string): void {
    const change = this.pending.get(key);
    if (change?.record === undefined) return;
    if (change.quarantine === undefined) this.pending.delete(key);
    else this.pending.set(key, { quarantine: change.quarantine });
  }

  /** Takes changes off the pending ones, up to both limits, at least one. */
  take(maxDocuments: number, maxBytes: number): Map<string, Change<Entry>> {
    const taken = new Map<string, Change<Entry>>();
    let documents = 0;
    let bytes = 0;
    for (const [key, change] of this.pending) {
      documents += (change.record ? 1 : 0) + (change.quarantine ? 1 : 0);
      bytes += (change.record?.bytes ?? 0) + (change.quarantine?.bytes ?? 0);
      if (taken.size > 0 && (documents > maxDocuments || bytes > maxBytes)) break;
      taken.set(key, change);
    }
    for (const key of taken.keys()) this.pending.delete(key);
    return taken;
  }

  /** Applies changes to the content. */
  apply(changes: ReadonlyMap<string, Change<Entry>>): void {
    for (const [key, { record, quarantine }] of changes) {
      if (record) setOrDelete(this.content.entries, key, record.entry);
      if (quarantine) setOrDelete(this.content.quarantined, key, quarantine.entry);
    }
  }

  /** Forgets quarantined rows last seen before a moment: their documents have expired. */
  forgetQuarantinedBefore(milliseconds: number): void {
    for (const [key, { lastSeenAt }] of this.content.quarantined) {
      if (lastSeenAt < milliseconds) this.content.quarantined.delete(key);
    }
  }

  /**
   * Splits off the upper part of a shard that has grown too large, else returns undefined. Where keys arrive in order, or
   * nearly (POS ids grow, and pages come newest first), the part with the old keys stays full, so that a long history
   * takes few shards; elsewhere the halves are equal.
   *
   * @param sortable The stream's order.
   */
  split(
    added: ReadonlyMap<string, unknown>,
    maxEntries: number,
    sortable: (key: string) => string,
  ): Shard<Entry> | undefined {
    if (this.size <= maxEntries) return undefined;
    const keys = new Set([...this.content.entries.keys(), ...this.content.quarantined.keys()]);
    const sorted = [...keys].map((key) => ({ key, sortable: sortable(key) }));
    sorted.sort((a, b) => (a.sortable < b.sortable ? -1 : 1));
    const cut = placeToCut(
      sorted.map(({ key }) => added.has(key)),
      added.size,
    );
    const boundary = sorted[cut];
    if (boundary === undefined || cut === 0) return undefined;

    const upper = new Shard<Entry>(
      boundary.sortable,
      this.to,
      { entries: new Map(), quarantined: new Map() },
      null,
    );
    this.to = boundary.sortable;
    for (const { key } of sorted.slice(cut)) {
      move(this.content.entries, upper.content.entries, key);
      move(this.content.quarantined, upper.content.quarantined, key);
    }
    for (const key of [...this.pending.keys()]) {
      if (!this.covers(sortable(key))) move(this.pending, upper.pending, key);
    }
    return upper;
  }
}

/** How many times as long as what was added an end of the shard may be to count as that: orders of one second come in any order. */
const NEARLY_IN_ORDER = 2;

/** Where to cut sorted keys, given which of them were added: beside the end where all of these lie, else in the middle. */
function placeToCut(isAdded: readonly boolean[], added: number): number {
  const first = isAdded.indexOf(true);
  const last = isAdded.lastIndexOf(true);
  const atEnd = first > 0 && isAdded.length - first <= NEARLY_IN_ORDER * added;
  if (atEnd) return first;
  const atStart = last >= 0 && last + 1 < isAdded.length && last + 1 <= NEARLY_IN_ORDER * added;
  return atStart ? last + 1 : Math.floor(isAdded.length / 2);
}

function setOrDelete<Value>(map: Map<string, Value>, key: string, value: Value | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}

function move<Value>(source: Map<string, Value>, target: Map<string, Value>, key: string): void {
  const value = source.get(key);
  if (value === undefined) return;
  source.delete(key);
  target.set(key, value);
}
