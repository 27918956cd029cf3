import type { Database } from '../platform/firestore/database';
import type { Limits } from '../platform/limits';
import { isCommitTooLarge } from '../platform/firestore/failure';
import { type Commit, commitChanges, type Fence, type ShardDocument } from './commit';
import type { DryRunPreview } from './dryRunPreview';
import { countEffects, type Effects, sumEffects } from './effects';
import { halvesOf, type KeyStates, statesOf, withoutChanges } from './halves';
import type { PackedIndex } from './packedIndex';
import { refusedCommit } from './refusedCommit';
import type { Shard } from './shard/shard';
import { documentOfShard } from './shard/shardDocument';
import type { IndexEntry } from './streams';

export interface ChangeWriterOptions {
  /** The run whose effects are counted. */
  readonly runId: string;
  readonly fence: Fence;
  readonly limits: Pick<Limits, 'commit' | 'shard'>;
  /** In a dry run, where the index goes; no data document is written then. */
  readonly preview: DryRunPreview | null;
  /** Quarantined rows last seen before this moment have expired. */
  readonly quarantinedSince: Date;
}

/**
 * Gathers the pending changes of one stream's index into commits by shard, several of which are under way at once. A dry run brings them into
 * its preview of the index instead, and counts.
 */
export class ChangeWriter<Entry extends IndexEntry> {
  readonly effects: Effects = { added: 0, updated: 0, deleted: 0 };
  /** The packing of what was due last, until the last of its commits has been started; one that failed stays. */
  private packing: Promise<void> | null = null;
  private readonly underWay = new Set<Promise<void>>();
  /** The most changes in a commit: fewer once Firestore has refused one for its size. */
  private largest: number;

  constructor(
    private readonly database: Database,
    private readonly index: PackedIndex<Entry>,
    private readonly options: ChangeWriterOptions,
  ) {
    this.largest = options.limits.commit.documents;
  }

  /**
   * Starts the commits that are full, or of shards that have to leave the memory. They go on while the caller prepares more;
   * it waits only when the next is full before there is room for it.
   */
  async drain(): Promise<void> {
    if (this.packing !== null && this.dueForMemory().length === 0) return;
    await this.packing;
    if (this.unsaved().length >= this.options.limits.shard.unsaved) await this.savePreview();
    this.index.evict();
    this.packing = this.pack(this.dueForMemory()).then(() => {
      this.packing = null;
    });
    // The failure is thrown to the next one to wait; this keeps it from counting as unhandled until then.
    this.packing.catch(() => undefined);
  }

  /** Commits everything that is pending. Resolves once all of it is in Firestore. */
  async flush(): Promise<void> {
    await this.packing;
    for (let due = this.due(1); due.length > 0; due = this.due(1)) await this.pack(due);
    await Promise.all(this.underWay);
    await this.savePreview();
  }

  /** Waits until no commit is under way, whether they succeed or not: none may outlive its invocation. */
  async settle(): Promise<void> {
    await this.packing?.catch(() => undefined);
    await Promise.allSettled(this.underWay);
  }

  private dueForMemory(): Shard<Entry>[] {
    const surplus = this.index.surplus().filter(({ pending }) => pending.size > 0);
    return [...new Set([...this.due(this.options.limits.commit.documents), ...surplus])];
  }

  private due(changes: number): Shard<Entry>[] {
    return this.index.loadedShards().filter(({ pending }) => pending.size >= changes);
  }

  /** Starts one commit a shard. Packs them one by one, since a shard that has grown too large splits meanwhile. */
  private async pack(shards: readonly Shard<Entry>[]): Promise<void> {
    for (const shard of shards) {
      // One that has failed stays, for this to throw.
      while (this.underWay.size >= this.options.limits.commit.underWay) await Promise.race(this.underWay);
      await this.packShard(shard);
    }
  }

  private async packShard(shard: Shard<Entry>): Promise<void> {
    const { limits } = this.options;
    const changes = shard.take(this.largest, limits.commit.bytes);
    const known = new Set([...changes.keys()].filter((key) => shard.content.entries.has(key)));
    const states = statesOf(shard, changes.keys());
    shard.apply(changes);
    const effects = countEffects(changes, known);

    shard.forgetQuarantinedBefore(this.options.quarantinedSince.getTime());
    const upper = shard.split(changes, limits.shard.entries, this.sortable);
    if (upper !== undefined) this.index.insert(upper);
    shard.effects = sumEffects(shard.effects, this.options.runId, effects);
    const changed = upper === undefined ? [shard] : [shard, upper];
    if (this.options.preview !== null) {
      for (const each of changed) each.unsaved = true;
      this.count(effects);
      return;
    }
    const documents = await this.encode(changed);
    this.start(documents, async (before) => {
      await this.commitOrHalve({ shards: documents, changes, known, before }, states);
      this.count(effects);
    });
  }

  /**
   * Commits changes; where Firestore finds them too many at once, with their index entries, first one half and then the other.
   * @throws PermanentError `commit_refused` that names the row; what {@link commitChanges} throws.
   */
  private async commitOrHalve(commit: Commit<Entry>, states: KeyStates<Entry>): Promise<void> {
    const { shards, changes, known } = commit;
    try {
      await commitChanges(this.database, this.options.fence, commit);
    } catch (error) {
      if (!isCommitTooLarge(error) || changes.size < 2) throw refusedCommit(error, changes);
      const [first, second] = halvesOf(changes);
      this.largest = Math.min(this.largest, first.size);
      const earlier = await withoutChanges(this.index.stream, shards, second, states, known);
      await this.commitOrHalve({ ...commit, shards: earlier, changes: first }, states);
      await this.commitOrHalve({ ...commit, changes: second }, states);
    }
  }

  /**
   * Starts a commit. Its transaction begins at once, sharing the lease's read lock with the others, and is committed when
   * those that write the same shards are done, since what it says of a shard includes what they say.
   */
  private start(
    documents: readonly ShardDocument<Entry>[],
    write: (before: Promise<unknown>) => Promise<void>,
  ): void {
    const before = Promise.all(documents.flatMap(({ shard }) => shard.commit ?? [])).catch(() => {
      // Not their own failure, which Firestore's client could take for one to try again after.
      throw new Error('A commit of the same shard before this one has failed');
    });
    before.catch(() => undefined);
    const commit = write(before);
    for (const { shard } of documents) shard.commit = commit;
    this.underWay.add(commit);
    commit.then(
      () => {
        this.underWay.delete(commit);
        for (const { shard } of documents) if (shard.commit === commit) shard.commit = null;
      },
      () => undefined,
    );
  }

  private count(effects: Effects): void {
    this.effects.added += effects.added;
    this.effects.updated += effects.updated;
    this.effects.deleted += effects.deleted;
  }

  private unsaved(): Shard<Entry>[] {
    return this.index.loadedShards().filter(({ unsaved }) => unsaved);
  }

  private async savePreview(): Promise<void> {
    const shards = this.unsaved();
    const { preview } = this.options;
    if (preview === null || shards.length === 0) return;
    const documents = await this.encode(shards);
    await preview.save(
      this.index.stream.name,
      documents.map(({ data }) => data),
    );
    for (const shard of shards) shard.unsaved = false;
  }

  private readonly sortable = (key: string): string => this.index.stream.sortable(key);

  /** The documents of shards; one with long keys or addresses that would be too large is split further. */
  private async encode(shards: readonly Shard<Entry>[]): Promise<ShardDocument<Entry>[]> {
    const documents: ShardDocument<Entry>[] = [];
    const waiting = [...shards];
    for (let shard = waiting.shift(); shard !== undefined; shard = waiting.shift()) {
      const data = await documentOfShard(this.index.stream, shard);
      const upper =
        data.entries.length > this.options.limits.shard.bytes
          ? shard.split(new Map(), 1, this.sortable)
          : undefined;
      if (upper === undefined) {
        documents.push({ shard, reference: this.index.reference(shard), data });
      } else {
        this.index.insert(upper);
        waiting.push(shard, upper);
      }
    }
    return documents;
  }
}
