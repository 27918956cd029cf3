import type { SyncWindow } from '../domain/window';
import type { Database } from '../firestore/database';
import { ChangeWriter } from '../firestore/packedIndex/changeWriter';
import { PackedIndex } from '../firestore/packedIndex/packedIndex';
import type { IndexEntry, StreamDefinition } from '../firestore/packedIndex/streams';
import { QuarantineStore } from '../firestore/quarantine';
import type { Tenant } from '../firestore/tenants';
import type { Context } from '../platform/context';
import type { StageCounts } from './progress';
import { RecordWriter } from './recordWriter';
import { recomputeCustomer } from './segments';
import type { ActiveRun, RunState } from './runState';
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

export function openStageContext(
  context: Context,
  database: Database,
  state: RunState,
  run: ActiveRun,
  tenant: Tenant,
  window: SyncWindow,
): OpenStage {
  const tally = new Tally();
  const writers: Pick<RecordWriter<IndexEntry>, 'flush' | 'settle' | 'effects'>[] = [];
  const quarantine = new QuarantineStore(database, run.orgId, run.runId);

  const readIndex = <Entry extends IndexEntry>(stream: StreamDefinition<Entry>) =>
    new PackedIndex(database, run.orgId, stream);

  const openWriter = <Entry extends IndexEntry>(stream: StreamDefinition<Entry>): RecordWriter<Entry> => {
    const index = readIndex(stream);
    const changes = new ChangeWriter(
      database,
      index,
      { id: run.runId, dryRun: run.dryRun },
      async (transaction) => state.fence(transaction, run),
      context.settings.maxShardEntries,
    );
    const writer = new RecordWriter(index, changes, tally, quarantine, run.startedAt);
    writers.push(writer);
    return writer;
  };

  return {
    stage: {
      tenant,
      run: { ...run, window },
      database,
      pos: context.pos.connect(tenant, { rememberedDialect: run.progress.dialect }),
      tally,
      totals: {},
      recomputeCustomer: async (posCustomerId) =>
        recomputeCustomer(context, database, run.orgId, posCustomerId),
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
