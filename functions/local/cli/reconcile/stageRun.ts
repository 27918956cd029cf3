import type { SyncWindow } from '../../../src/domain/window';
import type { Database } from '../../../src/firestore/database';
import type { Tenant } from '../../../src/firestore/tenants';
import type { Stage } from '../../../src/pipeline/stage';
import { openStageContext } from '../../../src/pipeline/stageContext';
import type { Context } from '../../../src/platform/context';
import { Expectations } from './expectations';

/** What the stages of a comparison have in common. */
export interface Comparison {
  context: Context;
  database: Database;
  tenant: Tenant;
  /** What the POS was found to speak. */
  dialect: 'documented' | 'observed' | null;
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
 * @throws SyncError where the POS or the index can't be read.
 */
export async function runStageListening(
  { context, database, tenant, dialect, startedAt }: Comparison,
  stage: Stage,
  window: SyncWindow,
  onPage: (records: number) => void,
): Promise<Outcome> {
  const expectations = new Expectations();
  const { stage: stageContext } = openStageContext(context, database, {
    tenant,
    window,
    dialect,
    // A dry run, and without the brake on the menu: nothing is removed here.
    run: {
      runId: 'reconcile',
      step: 0,
      startedAt,
      mode: 'incremental',
      dryRun: true,
      forceMenu: true,
      scope: null,
    },
    fence: () => Promise.reject(new Error('A comparison commits nothing.')),
  });
  const listening: typeof stageContext = {
    ...stageContext,
    openWriter: (stream) =>
      expectations.listenTo(stageContext.openWriter(stream), () => onPage(expectations.size)),
  };
  const pages = stage.work(listening, undefined);
  while ((await pages.next()).done !== true);
  return { expectations, skipped: stageContext.tally.skipped };
}
