import type { DocumentReference } from 'firebase-admin/firestore';
import type { Limits } from '../platform/limits';
import type { Change } from './change';
import { Shard } from './shard/shard';
import { emptyContent, type QuarantineEntry } from './shard/shardCodec';
import { shardOfDocument } from './shard/shardDocument';
import type { ShardStore } from './shard/shardStore';
import type { IndexEntry, StreamDefinition } from './streams';

/**
 * The packed index of one stream of one tenant: a sorted map from record key to entry, cut into shards of up to 8,000
 * entries that are Firestore documents of their own. The shard of a key follows from the key alone (ranges of ids, not
 * months: see decision 0003), so an entry never has to move when a record changes.
 */
export class PackedIndex<Entry extends IndexEntry> {
  /** Loaded shards in the order of their ranges. */
  private shards: Shard<Entry>[] = [];
  /** The same, the one that was used longest ago first. */
  private readonly byUse = new Set<Shard<Entry>>();
  private complete = false;
  private stored = false;

  constructor(
    readonly stream: StreamDefinition<Entry>,
    private readonly store: ShardStore,
    private readonly limits: Pick<Limits['shard'], 'loaded'>,
  ) {}

  /** Loads every shard. One read a shard, at least one. */
  async loadAll(): Promise<void> {
    const stored = await this.store.readAll();
    this.stored = stored.length > 0;
    this.shards = await Promise.all(stored.map((snapshot) => shardOfDocument(this.stream, snapshot)));
    this.shards.sort(byRange);
    if (this.shards.length === 0) this.shards.push(this.emptyShard());
    this.complete = true;
  }

  /** Loads the shards that the keys belong to, if they aren't loaded yet. */
  async loadFor(keys: Iterable<string>): Promise<void> {
    const used = new Set<Shard<Entry>>();
    for (const key of keys) used.add(this.find(key) ?? (await this.load(this.stream.sortable(key))));
    for (const shard of used) {
      this.byUse.delete(shard);
      this.byUse.add(shard);
    }
  }

  /** The shard of a place in the stream's order, '' being the first; loads it if it isn't yet. */
  async shardAt(sortable: string): Promise<Shard<Entry>> {
    return this.findAt(sortable) ?? (await this.load(sortable));
  }

  /** Each shard's entries in turn, in bounded memory, without keeping them. One read a shard, at least one. */
  async *streamEntries(): AsyncGenerator<ReadonlyMap<string, Entry>> {
    for await (const snapshot of this.store.stream())
      yield (await shardOfDocument(this.stream, snapshot)).content.entries;
  }

  /** The number of stored entries, without loading them. One read a shard, at least one. */
  async countStored(): Promise<number> {
    return this.store.countEntries();
  }

  /** Whether any of it is stored, as far as it has been loaded; not so before a tenant's first sync, or where the index was lost. */
  get isStored(): boolean {
    return this.stored;
  }

  /** The loaded entries, with pending changes applied. */
  *entries(): Generator<[key: string, entry: Entry]> {
    for (const shard of this.shards) {
      for (const key of new Set([...shard.content.entries.keys(), ...shard.pending.keys()])) {
        const entry = shard.entry(key);
        if (entry !== undefined) yield [key, entry];
      }
    }
  }

  /** The number of loaded entries, with pending changes applied. */
  get size(): number {
    let size = 0;
    for (const shard of this.shards) {
      size += shard.content.entries.size;
      for (const [key, { record }] of shard.pending) {
        if (record === undefined) continue;
        size += Number(record.entry !== null) - Number(shard.content.entries.has(key));
      }
    }
    return size;
  }

  entry(key: string): Entry | undefined {
    return this.shardOf(key).entry(key);
  }

  /** The entry as it is stored, without what is pending. */
  storedEntry(key: string): Entry | undefined {
    return this.shardOf(key).content.entries.get(key);
  }

  quarantined(key: string): QuarantineEntry | undefined {
    return this.shardOf(key).quarantined(key);
  }

  /**
   * Compares a record with what is stored, and with what is about to be. Of one that is as it is stored nothing has to be written: a
   * change that is pending, with other content of the same record, is dropped.
   */
  compare(key: string, hash: string): 'unchanged' | 'pending' | 'changed' {
    const shard = this.shardOf(key);
    if (shard.content.entries.get(key)?.hash === hash) {
      shard.cancelRecord(key);
      return 'unchanged';
    }
    return shard.entry(key)?.hash === hash ? 'pending' : 'changed';
  }

  /** Whether the record is stored, and nothing is to happen to it. */
  isAsStored(key: string): boolean {
    const { pending, content } = this.shardOf(key);
    return pending.get(key)?.record === undefined && content.entries.has(key);
  }

  /** What is to happen with the next commit of the key's shard. */
  change(key: string, change: Change<Entry>): void {
    this.shardOf(key).add(key, change);
  }

  /** Corrects what the index says of a record whose document is as it is; null if there is no document. */
  adopt(key: string, entry: Entry | null): void {
    this.change(key, { record: { entry, write: { kind: 'none' }, bytes: 0 } });
  }

  /** Lets go of a record whose document is gone, so that it is written again if the POS still has it. */
  forget(key: string): void {
    this.shardOf(key).content.entries.delete(key);
    this.adopt(key, null);
  }

  /** @throws RangeError when the key's shard has not been loaded: a fault in the calling code. */
  shardOf(key: string): Shard<Entry> {
    const shard = this.find(key);
    if (shard === undefined) throw new RangeError(`The ${this.stream.name} shard of this key is not loaded`);
    return shard;
  }

  loadedShards(): readonly Shard<Entry>[] {
    return this.shards;
  }

  insert(shard: Shard<Entry>): void {
    this.shards.push(shard);
    this.shards.sort(byRange);
    this.byUse.add(shard);
  }

  /** What {@link loadFor} has loaded beyond the limit: the shards that were used longest ago. */
  surplus(): readonly Shard<Entry>[] {
    const count = this.complete ? 0 : Math.max(0, this.shards.length - this.limits.loaded);
    return [...this.byUse].slice(0, count);
  }

  /** Drops the {@link surplus}, but shards whose changes are not stored yet. Not while a shard is being packed. */
  evict(): void {
    const dropped = new Set(this.surplus().filter(({ isStored }) => isStored));
    if (dropped.size === 0) return;
    this.shards = this.shards.filter((shard) => !dropped.has(shard));
    for (const shard of dropped) this.byUse.delete(shard);
  }

  reference(shard: Shard<Entry>): DocumentReference {
    return this.store.reference(shard.from);
  }

  private async load(sortable: string): Promise<Shard<Entry>> {
    const stored = await this.store.find(sortable);
    this.stored ||= stored !== undefined;
    const shard = stored === undefined ? this.emptyShard() : await shardOfDocument(this.stream, stored);
    this.insert(shard);
    return shard;
  }

  private emptyShard(): Shard<Entry> {
    return new Shard<Entry>('', null, emptyContent(), null);
  }

  private find(key: string): Shard<Entry> | undefined {
    const [only] = this.shards;
    // Most tenants have one shard, and then there is nothing to compare.
    if (this.shards.length === 1 && only?.from === '' && only.to === null) return only;
    return this.findAt(this.stream.sortable(key));
  }

  private findAt(sortable: string): Shard<Entry> | undefined {
    let low = 0;
    let high = this.shards.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const shard = this.shards[middle];
      if (shard !== undefined && shard.from <= sortable) low = middle + 1;
      else high = middle;
    }
    const shard = this.shards[low - 1];
    return shard?.covers(sortable) ? shard : undefined;
  }
}

function byRange<Entry>(a: Shard<Entry>, b: Shard<Entry>): number {
  return a.from < b.from ? -1 : 1;
}
