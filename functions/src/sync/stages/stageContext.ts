import type { Baseline } from '../../rules/answers/plausibility';
import type { SyncWindow } from '../../rules/time/window';
import type { Database } from '../../platform/firestore/database';
import { ChangeWriter } from '../../packedIndex/changeWriter';
import type { Fence } from '../../packedIndex/commit';
import { DryRunPreview } from '../../packedIndex/dryRunPreview';
import { PackedIndex } from '../../packedIndex/packedIndex';
import { StoredShards } from '../../packedIndex/shard/shardStore';
import type { IndexEntry, StreamDefinition } from '../../packedIndex/streams';
import { CommittingQuarantine } from '../records/committingQuarantine';
import { CommittingWriter } from '../records/committingWriter';
import { DEFAULT_RULES_VERSION } from '../../documents/segmentRules';
import type { Tenant } from '../../documents/tenant';
import type { Context } from '../../platform/ports/context';
import type { PosClient } from '../../platform/ports/pos';
import type { RunProgress, StageCounts } from '../../documents/runProgress';
import { recomputeCustomer } from '../../segments/recomputeSegment';
import type { StageContext } from './stage';
import { Measuring } from './measuring';
import { Tally } from './tally';

/** A stage's context whose writers commit; work beside runs does more with them than stages do. */
interface CommittingContext extends StageContext {
  openWriter<Entry extends IndexEntry>(stream: StreamDefinition<Entry>): CommittingWriter<Entry>;
}

/** A stage's context with what the runner keeps of it. */
export interface OpenStage {
  readonly stage: CommittingContext;
  /** Commits everything the stage has put into its writers. */
  flush(): Promise<void>;
  /** Waits until no commit, and nothing that was begun at the POS, is under way any more, whatever came of it. */
  settle(): Promise<void>;
  /** What the stage has counted and committed so far. */
  counts(durationMilliseconds: number): StageCounts;
}

/** What a stage works for: a delivery of a run, or work beside runs that holds the tenant's lease. */
export interface StageWork {
  readonly tenant: Tenant;
  readonly run: Omit<StageContext['run'], 'window'> & {
    readonly step: number;
    readonly baseline?: Baseline | null;
  };
  readonly window: SyncWindow;
  /** See {@link StageContext.firstReadFrom}; all of the window by default. */
  readonly firstReadFrom?: string;
  /** Which segment rules the customers follow so far; null, the default, for the seed's. */
  readonly appliedRules?: string | null;
  /** See {@link StageContext.appliedTenant}; null by default. */
  readonly appliedTenant?: string | null;
  /** See {@link StageContext.hasErasedManual}; false by default. */
  readonly hasErasedManual?: boolean;
  /** The POS as the stage before it in the same delivery used it; by default a client of its own. */
  readonly pos?: PosClient | undefined;
  readonly dialect: RunProgress['dialect'];
  readonly pageSize: RunProgress['pageSize'];
  readonly fence: Fence;
}

export function openStageContext(
  context: Context,
  database: Database,
  {
    tenant,
    run,
    window,
    firstReadFrom = window.from,
    appliedRules = null,
    appliedTenant = null,
    hasErasedManual = false,
    dialect,
    pageSize,
    pos = context.pos.connect(tenant, { rememberedDialect: dialect, rememberedPageSize: pageSize }),
    fence,
  }: StageWork,
): OpenStage {
  const { orgId } = tenant;
  const { limits } = context.settings;
  const tally = new Tally();
  const writers: Pick<CommittingWriter<IndexEntry>, 'flush' | 'settle' | 'effects'>[] = [];
  const { runId, step, startedAt: now } = run;
  const quarantinedSince = new Date(now.getTime() - limits.quarantine.retentionMilliseconds);
  const preview = run.options.dryRun
    ? new DryRunPreview(database, orgId, { id: runId, step }, fence, now, limits)
    : null;

  const readIndex = <Entry extends IndexEntry>(stream: StreamDefinition<Entry>) =>
    new PackedIndex(
      stream,
      preview?.shardsOf(stream.name) ?? new StoredShards(database, orgId, stream.name),
      limits.shard,
    );

  const openWriter = <Entry extends IndexEntry>(stream: StreamDefinition<Entry>): CommittingWriter<Entry> => {
    const index = readIndex(stream);
    const options = { runId, fence, limits, preview, quarantinedSince };
    const changes = new ChangeWriter(database, index, options);
    const keeping = { database, orgId, runId, now, tally, limits: limits.quarantine };
    const quarantine = new CommittingQuarantine(index, keeping);
    const writer = new CommittingWriter(index, quarantine, changes, tally, now, limits.document);
    writers.push(writer);
    return writer;
  };

  return {
    stage: {
      tenant,
      run: { ...run, window },
      firstReadFrom,
      appliedRules: appliedRules ?? DEFAULT_RULES_VERSION,
      appliedTenant,
      hasErasedManual,
      database,
      limits,
      pos,
      tally,
      totals: {},
      measured: new Measuring(),
      baseline: run.baseline ?? null,
      recomputeCustomer: async (posCustomerId) =>
        recomputeCustomer(context, database, orgId, posCustomerId, 'check'),
      readIndex,
      openWriter,
    },
    flush: async () => {
      for (const writer of writers) await writer.flush();
    },
    settle: async () => {
      for (const writer of writers) await writer.settle();
      await pos.settle();
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
