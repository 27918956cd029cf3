import type { SyncWindow } from '../domain/window';
import type { Database } from '../firestore/database';
import { ChangeWriter } from '../firestore/packedIndex/changeWriter';
import type { Fence } from '../firestore/packedIndex/commit';
import { DryRunPreview } from '../firestore/packedIndex/dryRunPreview';
import { PackedIndex } from '../firestore/packedIndex/packedIndex';
import { StoredShards } from '../firestore/packedIndex/shardStore';
import type { IndexEntry, StreamDefinition } from '../firestore/packedIndex/streams';
import { QUARANTINE_RETENTION_MILLISECONDS, QuarantineStore } from '../firestore/quarantine';
import type { Tenant } from '../firestore/tenants';
import type { Context } from '../platform/context';
import type { RunProgress, StageCounts } from './progress';
import { RecordWriter } from './recordWriter';
import { recomputeCustomer } from './segments';
import type { StageContext } from './stage';
import { Tally } from './tally';

/** A stage's context with what the runner keeps of it. */
export interface OpenStage {
  readonly stage: StageContext;
  /** Commits everything the stage has put into its writers. */
  flush(): Promise<void>;
  /** Waits until no commit is under way any more, whatever came of it. */
  settle(): Promise<void>;
  /** What the stage has counted and committed so far. */
  counts(durationMilliseconds: number): StageCounts;
}

/** What a stage works for: a delivery of a run, or work beside runs that holds the tenant's lease. */
export interface StageWork {
  readonly tenant: Tenant;
  readonly run: Omit<StageContext['run'], 'window'> & { readonly step: number };
  readonly window: SyncWindow;
  readonly dialect: RunProgress['dialect'];
  readonly fence: Fence;
}

export function openStageContext(
  context: Context,
  database: Database,
  { tenant, run, window, dialect, fence }: StageWork,
): OpenStage {
  const { orgId } = tenant;
  const tally = new Tally();
  const writers: Pick<RecordWriter<IndexEntry>, 'flush' | 'settle' | 'effects'>[] = [];
  const quarantine = new QuarantineStore(database, orgId, run.runId);
  const quarantinedSince = new Date(run.startedAt.getTime() - QUARANTINE_RETENTION_MILLISECONDS);
  const { runId, step } = run;
  const preview = run.dryRun
    ? new DryRunPreview(database, orgId, { id: runId, step }, fence, run.startedAt)
    : null;

  const readIndex = <Entry extends IndexEntry>(stream: StreamDefinition<Entry>) =>
    new PackedIndex(stream, preview?.shardsOf(stream.name) ?? new StoredShards(database, orgId, stream.name));

  const openWriter = <Entry extends IndexEntry>(stream: StreamDefinition<Entry>): RecordWriter<Entry> => {
    const index = readIndex(stream);
    const { maxShardEntries } = context.settings;
    const options = { runId, fence, maxShardEntries, preview, quarantinedSince };
    const changes = new ChangeWriter(database, index, options);
    const writer = new RecordWriter(index, changes, tally, quarantine, run.startedAt);
    writers.push(writer);
    return writer;
  };

  return {
    stage: {
      tenant,
      run: { ...run, window },
      database,
      pos: context.pos.connect(tenant, { rememberedDialect: dialect }),
      tally,
      totals: {},
      recomputeCustomer: async (posCustomerId) => recomputeCustomer(context, database, orgId, posCustomerId),
      readIndex,
      openWriter,
    },
    flush: async () => {
      for (const writer of writers) await writer.flush();
    },
    settle: async () => {
      for (const writer of writers) await writer.settle();
    },
    counts: (durationMilliseconds) => ({
      ...writers.reduce(
        (sum, { effects }) => ({
          added: sum.added + effects.added,
          updated: sum.updated + effects.updated,
          deleted: sum.deleted + effects.deleted,
        }),
        { added: 0, updated: 0, deleted: 0 },
      ),
      unchanged: tally.unchanged,
      quarantined: tally.quarantined,
      skipped: { ...tally.skipped },
      pages: tally.pages,
      durationMs: Math.round(durationMilliseconds),
    }),
  };
}
