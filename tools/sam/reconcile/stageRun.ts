import type { SyncWindow } from '../../../functions/src/rules/time/window';
import type { Database } from '../../../functions/src/platform/firestore/database';
import { DEFAULT_RUN_OPTIONS } from '../../../functions/src/documents/runOptions';
import type { Tenant } from '../../../functions/src/documents/tenant';
import type { Stage, StageContext } from '../../../functions/src/sync/stages/stage';
import { openStageContext } from '../../../functions/src/sync/stages/stageContext';
import type { Context } from '../../../functions/src/platform/ports/context';
import { ComparingWriter } from './comparingWriter';
import { Expectations } from './expectations';

/** What the stages of a comparison have in common. */
export interface Comparison {
  context: Context;
  database: Database;
  tenant: Tenant;
  /** What the POS was found to speak. */
  dialect: 'documented' | 'observed' | null;
  /** Whether a customer who was entered by hand was erased. */
  hasErasedManual: boolean;
  startedAt: Date;
}

/** What a stage would store, with what it leaves out on purpose. */
export interface Outcome {
  expectations: Expectations;
  skipped: Readonly<Record<string, number>>;
}

/**
 * Runs a stage to its end with writers that only listen: the POS is read, and parsed, matched and mapped as in a sync.
 * @param onPage Called after each page, with the number of records so far.
 * @throws SyncError if the POS or the index can't be read.
 */
export async function runStageListening(
  { context, database, tenant, dialect, hasErasedManual, startedAt }: Comparison,
  stage: Stage,
  window: SyncWindow,
  onPage: (records: number) => void,
): Promise<Outcome> {
  const expectations = new Expectations();
  const { stage: stageContext } = openStageContext(context, database, {
    tenant,
    window,
    dialect,
    hasErasedManual,
    pageSize: null,
    // A dry run, and without brakes: nothing is removed or marked here.
    run: {
      runId: 'reconcile',
      step: 0,
      startedAt,
      options: {
        ...DEFAULT_RUN_OPTIONS,
        dryRun: true,
        forceMenu: true,
        forceCustomers: true,
        forceFields: true,
      },
    },
    fence: () => Promise.reject(new Error('A comparison commits nothing.')),
  });
  const listening: StageContext = {
    ...stageContext,
    openWriter: (stream) =>
      new ComparingWriter(stageContext.readIndex(stream), expectations, () => onPage(expectations.size)),
  };
  const pages = stage.work(listening, undefined);
  while ((await pages.next()).done !== true);
  return { expectations, skipped: stageContext.tally.skipped };
}
