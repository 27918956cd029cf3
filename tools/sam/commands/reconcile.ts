import { type Command, Option } from 'commander';
import { getSyncStatus } from '../../../functions/src/api/sync/runs/getSyncStatus';
import { syncWindow, type SyncWindow } from '../../../functions/src/rules/time/window';
import { paths } from '../../../functions/src/documents/paths';
import { parseSyncStatus } from '../../../functions/src/documents/syncStatus';
import { readTenant, type Tenant } from '../../../functions/src/documents/tenant';
import { acting, type Answer, type Outlet } from '../actions';
import { parseOrgId } from '../arguments';
import { parseDate } from '../../terminal/arguments';
import { EXIT } from '../exitCodes';
import { UsageFailure } from '../failure';
import { type Differences, isDifferent } from '../reconcile/differences';
import { ReadOnlyDatabase } from '../reconcile/readOnlyDatabase';
import { compareStream, type ComparedStream, STREAMS } from '../reconcile/reconcile';
import type { Session } from '../project/session';
import { whole } from '../../terminal/whole';
import { describeReconciliation } from '../text/reconciliation';

interface ReconcileOptions {
  from?: string;
  to?: string;
  only?: ComparedStream[];
}

export function addReconcile(program: Command, outlet: Outlet): void {
  program
    .command('reconcile')
    .description(
      "Compares POS and Firestore record by record without changing anything: what's missing, what's stale (the document differs from the POS), what's extra. One read per document.",
    )
    .argument('<org>', 'org id', parseOrgId)
    .option(
      '--from <date>',
      "first day of orders (default: the tenant's historyStart, else its look-back)",
      parseDate,
    )
    .option('--to <date>', 'last day of orders (default: today)', parseDate)
    .addOption(new Option('--only <stream...>', 'compare only these').choices(STREAMS))
    .addHelpText(
      'after',
      '\nExits with 3 if anything differs, including what changed at the POS since the last sync.\n' +
        '\nExample:\n  $ npm run sam -- reconcile my-shop --only customers items --project my-project',
    )
    .action(acting(outlet, reconcile));
}

async function reconcile(session: Session, orgId: string, options: ReconcileOptions): Promise<Answer> {
  const { context, progress } = session;
  const database = new ReadOnlyDatabase(context.firestore);
  const tenant = await readTenant(database, orgId);
  const startedAt = context.clock.now();
  const window = windowOf(tenant, startedAt, options);
  const { dialect, manualErasedAt } = parseSyncStatus(
    (await database.get(database.document(paths.syncStatus(orgId)))).data(),
  );
  const comparison = {
    ...{ context, database, tenant, dialect, startedAt },
    hasErasedManual: manualErasedAt !== null,
  };
  const lastRunId = await runIdOf(session, orgId);

  progress.begin(`comparing ${orgId}, orders from ${window.from} to ${window.to}`);
  const streams: Partial<Record<ComparedStream, Differences>> = {};
  for (const stream of STREAMS) {
    if (options.only !== undefined && !options.only.includes(stream)) continue;
    streams[stream] = await compareStream(comparison, stream, window, (name, records) =>
      progress.update(`${name}: ${whole(records)} records`),
    );
  }
  const syncedMeanwhile = (await runIdOf(session, orgId)) !== lastRunId;
  const isSame = !Object.values(streams).some(isDifferent);
  progress.end(`compared ${orgId}`, true);
  const value = { orgId, same: isSame, window, streams, syncedMeanwhile, billed: database.billed };
  return {
    value,
    text: describeReconciliation(value),
    exitCode: isSame ? EXIT.ok : EXIT.different,
  };
}

/** The days of orders that a sync in mode full would read, unless others are given. */
function windowOf(tenant: Tenant, now: Date, { from, to }: ReconcileOptions): SyncWindow {
  const usual = syncWindow({ ...tenant, now, lastSyncAt: null });
  const window = { from: from ?? usual.from, to: to ?? usual.to };
  if (window.from <= window.to) return window;
  throw new UsageFailure(
    'window_reversed',
    `The orders would end (${window.to}) before they begin (${window.from}): swap or correct --from and --to.`,
  );
}

/** The run that began last, and whether it is under way: where it changes, a sync has written while documents were compared. */
async function runIdOf(session: Session, orgId: string): Promise<string> {
  const { status } = await session.call(getSyncStatus, { orgId });
  return `${status?.lastRunId ?? ''} ${status?.run?.startedAt ?? ''}`;
}
