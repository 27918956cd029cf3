import type { DocumentReference, DocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Database } from '../platform/firestore/database';
import type { Limits } from '../platform/limits';
import { deleteDocuments } from '../platform/firestore/deleteDocuments';
import { paths } from '../documents/paths';
import type { Fence } from './commit';
import { covers } from './shard/keyRange';
import type { ShardData } from './shard/shardDocument';
import { shardName, type ShardStore, StoredShards } from './shard/shardStore';
import { type StreamName, syncPreviewDocument } from '../documents/syncIndex';

const previewedShard = syncPreviewDocument.strict.pick({
  stream: true,
  step: true,
  from: true,
  to: true,
  count: true,
});
type PreviewedShard = z.infer<typeof previewedShard> & { reference: DocumentReference };

/**
 * The packed index as a dry run would leave it: the stored shards, and over them those that the run has changed, which it
 * keeps in `sync_preview` (decision 0009). Each delivery saves the shards it has changed as new versions, numbered by its
 * step, and reads those of the steps before: what an attempt left that never handed over is dropped, and done again.
 */
export class DryRunPreview {
  private loaded: Promise<PreviewedShard[]> | undefined;

  /** @param run Of the delivery: its run, and its step within the run. */
  constructor(
    private readonly database: Database,
    private readonly orgId: string,
    private readonly run: { readonly id: string; readonly step: number },
    private readonly fence: Fence,
    private readonly now: Date,
    private readonly limits: Pick<Limits, 'commit' | 'shard'>,
  ) {}

  /** The shards of a stream as this delivery sees them. */
  shardsOf(stream: StreamName): ShardStore {
    const stored = new StoredShards(this.database, this.orgId, stream);
    return new PreviewedShards(this.database, stored, {
      visible: async () => visible((await this.load()).filter((shard) => shard.stream === stream)),
      reference: (from) => this.reference(stream, from),
    });
  }

  /** Saves shards, fenced by the run's lease. One write a shard. */
  async save(stream: StreamName, shards: readonly ShardData[]): Promise<void> {
    const known = await this.load();
    const { id: runId, step } = this.run;
    const { commit, shard } = this.limits;
    const expireAt = new Date(this.now.getTime() + shard.previewRetentionMilliseconds);
    for (let start = 0; start < shards.length; start += commit.previewShards) {
      const part = shards.slice(start, start + commit.previewShards);
      await this.database.transaction(async (transaction) => {
        await this.fence(transaction);
        for (const data of part)
          transaction.set(this.reference(stream, data.from), { ...data, runId, step, expireAt });
      });
    }
    for (const { from, to, count } of shards) {
      const reference = this.reference(stream, from);
      const earlier = known.findIndex((shard) => shard.reference.path === reference.path);
      if (earlier >= 0) known.splice(earlier, 1);
      known.push({ stream, step, from, to, count, reference });
    }
  }

  private reference(stream: StreamName, from: string): DocumentReference {
    const { id, step } = this.run;
    return this.database.document(
      `${paths.syncPreview(this.orgId)}/${step}_${id}_${shardName(stream, from)}`,
    );
  }

  private async load(): Promise<PreviewedShard[]> {
    return (this.loaded ??= this.read());
  }

  private async read(): Promise<PreviewedShard[]> {
    const { docs } = await this.database.query(
      this.database
        .collection(paths.syncPreview(this.orgId))
        .where('runId', '==', this.run.id)
        .select('stream', 'step', 'from', 'to', 'count'),
    );
    const all = docs.map((snapshot) => ({
      ...previewedShard.parse(snapshot.data()),
      reference: snapshot.ref,
    }));
    const abandoned = all.filter(({ step }) => step >= this.run.step).map(({ reference }) => reference);
    await deleteDocuments(this.database, abandoned, this.limits.commit, this.fence);
    return all.filter(({ step }) => step < this.run.step);
  }
}

/** The newest version of every part of the index: an older shard whose lower bound a newer one covers is replaced. */
function visible(shards: readonly PreviewedShard[]): PreviewedShard[] {
  const newestFirst = [...shards].sort((a, b) => b.step - a.step);
  const kept: PreviewedShard[] = [];
  for (const shard of newestFirst) {
    if (!kept.some((newer) => newer.step > shard.step && covers(newer, shard.from))) kept.push(shard);
  }
  return kept;
}

/** A stream's stored shards with the previewed ones in their places. A changed shard covers all of the range it replaces. */
class PreviewedShards implements ShardStore {
  constructor(
    private readonly database: Database,
    private readonly stored: StoredShards,
    private readonly preview: {
      visible(): Promise<PreviewedShard[]>;
      reference(from: string): DocumentReference;
    },
  ) {}

  async readAll(): Promise<DocumentSnapshot[]> {
    const previewed = await this.preview.visible();
    const stored = (await this.stored.readAll()).filter((snapshot) => !isReplaced(snapshot, previewed));
    return [...stored, ...(await this.database.getAll(previewed.map(({ reference }) => reference)))];
  }

  async *stream(): AsyncGenerator<DocumentSnapshot> {
    const previewed = await this.preview.visible();
    for await (const snapshot of this.stored.stream()) if (!isReplaced(snapshot, previewed)) yield snapshot;
    for (const { reference } of previewed) yield await this.database.get(reference);
  }

  async find(sortable: string): Promise<DocumentSnapshot | undefined> {
    const shard = (await this.preview.visible()).find((candidate) => covers(candidate, sortable));
    return shard === undefined ? this.stored.find(sortable) : this.database.get(shard.reference);
  }

  async countEntries(): Promise<number> {
    const previewed = await this.preview.visible();
    const stored = (await this.stored.ranges()).filter(
      ({ from }) => !previewed.some((shard) => covers(shard, from)),
    );
    return [...stored, ...previewed].reduce((sum, { count }) => sum + count, 0);
  }

  reference(from: string): DocumentReference {
    return this.preview.reference(from);
  }
}

function isReplaced(snapshot: DocumentSnapshot, previewed: readonly PreviewedShard[]): boolean {
  const from = z.string().safeParse(snapshot.get('from')).data;
  return from !== undefined && previewed.some((shard) => covers(shard, from));
}

/** What dry runs have left of their previews: of one run, or of all. One read a shard, at least one. */
export async function previewsOf(
  database: Database,
  orgId: string,
  runId?: string,
): Promise<DocumentReference[]> {
  const all = database.collection(paths.syncPreview(orgId));
  const query = runId === undefined ? all : all.where('runId', '==', runId);
  return (await database.query(query.select())).docs.map(({ ref }) => ref);
}
