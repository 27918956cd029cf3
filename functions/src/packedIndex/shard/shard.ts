import type { Change } from '../change';
import type { ShardEffects } from '../effects';
import { covers } from './keyRange';
import { emptyContent, type QuarantineEntry, REBUILDING, type ShardContent } from './shardCodec';

/** A range of keys of one stream, with the changes that wait for their commit. */
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
    return covers(this, sortable);
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

  /** Whether this shard says that the index is being rebuilt. */
  get isRebuilding(): boolean {
    return this.pending.get(REBUILDING)?.isRebuilding ?? this.content.isRebuilding;
  }

  /** Adds a change; a later change of the same key replaces an earlier one of the same kind. */
  add(key: string, change: Change<Entry>): void {
    this.pending.set(key, { ...this.pending.get(key), ...change });
  }

  /** Drops what was to happen to a record that turns out to be as it is stored. */
  cancelRecord(key: string): void {
    this.cancel(key, 'record');
  }

  /** The same of a quarantined row. */
  cancelQuarantine(key: string): void {
    this.cancel(key, 'quarantine');
  }

  private cancel(key: string, kind: keyof Change<Entry>): void {
    const change = this.pending.get(key);
    if (change?.[kind] === undefined) return;
    const { [kind]: _cancelled, ...rest } = change;
    if (Object.keys(rest).length === 0) this.pending.delete(key);
    else this.pending.set(key, rest);
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
    for (const [key, { record, quarantine, isRebuilding }] of changes) {
      if (record) setOrDelete(this.content.entries, key, record.entry);
      if (quarantine) setOrDelete(this.content.quarantined, key, quarantine.entry);
      if (isRebuilding !== undefined) this.content.isRebuilding = isRebuilding;
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

    const upper = new Shard<Entry>(boundary.sortable, this.to, emptyContent(), null);
    this.to = boundary.sortable;
    for (const { key } of sorted.slice(cut)) {
      move(this.content.entries, upper.content.entries, key);
      move(this.content.quarantined, upper.content.quarantined, key);
    }
    if (!this.covers(sortable(REBUILDING))) {
      upper.content.isRebuilding = this.content.isRebuilding;
      this.content.isRebuilding = false;
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

export function setOrDelete<Value>(map: Map<string, Value>, key: string, value: Value | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}

function move<Value>(source: Map<string, Value>, target: Map<string, Value>, key: string): void {
  const value = source.get(key);
  if (value === undefined) return;
  source.delete(key);
  target.set(key, value);
}
