import type { Command } from 'commander';
import { getSyncStatus } from '../../../src/callables/sync/getSyncStatus';
import { requestBackfill } from '../../../src/callables/sync/requestBackfill';
import { requestSync } from '../../../src/callables/sync/requestSync';
import { resyncCustomer } from '../../../src/callables/sync/resyncCustomer';
import { acting, type Answer, type Outlet } from '../actions';
import { parseCustomerId, parseDate, parseOrgId } from '../arguments';
import { confirm } from '../confirm';
import { EXIT } from '../exitCodes';
import { followRun } from '../follow';
import type { Session } from '../session';
import { describeTarget } from '../target';
import { describeRun } from '../text/run';

interface FollowOption {
  follow: boolean;
}

interface SyncOptions extends FollowOption {
  full?: boolean;
  dryRun?: boolean;
  forceMenu?: boolean;
  yes?: boolean;
}

interface BackfillOptions extends FollowOption {
  from: string;
  to: string;
  dryRun?: boolean;
}

const NO_FOLLOW = ['--no-follow', 'return when the run is asked for, and not when it has ended'] as const;
const DRY_RUN = ['--dry-run', 'count what the run would do, and do nothing'] as const;

/** The commands that start a run and follow it to its end. */
export function addRuns(program: Command, outlet: Outlet): void {
  program
    .command('sync')
    .description('Syncs a tenant now, and follows the run to its end; fails where the run does.')
    .argument('<org>', 'org id', parseOrgId)
    .option('--full', 'read every document, and repair what was edited or deleted by hand')
    .option(...DRY_RUN)
    .option('--force-menu', 'let the run empty or halve the menu, where the POS is right (asks first)')
    .option('--yes', 'do not ask')
    .option(...NO_FOLLOW)
    .addHelpText('after', '\nExample:\n  $ npm run sam -- sync my-shop --full --dry-run --project my-project')
    .action(acting(outlet, sync));
  program
    .command('backfill')
    .description('Reads the orders of a window of the past from the POS, and follows the run to its end.')
    .argument('<org>', 'org id', parseOrgId)
    .requiredOption('--from <date>', "first day, in the tenant's time zone", parseDate)
    .requiredOption('--to <date>', 'last day', parseDate)
    .option(...DRY_RUN)
    .option(...NO_FOLLOW)
    .addHelpText(
      'after',
      '\nExample:\n  $ npm run sam -- backfill my-shop --from 2024-01-01 --to 2024-12-31 --project my-project',
    )
    .action(acting(outlet, backfill));
  program
    .command('resync')
    .description(
      'Reads one customer and their recent orders from the POS again, and repairs what is stored of them.',
    )
    .argument('<org>', 'org id', parseOrgId)
    .argument('<customer>', "the POS's number of the customer, or the id of its document", parseCustomerId)
    .option(...NO_FOLLOW)
    .addHelpText('after', '\nExample:\n  $ npm run sam -- resync my-shop 42 --project my-project')
    .action(acting(outlet, resync));
}

async function sync(session: Session, orgId: string, options: SyncOptions): Promise<Answer> {
  const { full = false, dryRun = false, forceMenu = false, yes = false } = options;
  if (forceMenu && !dryRun) {
    const question = `Items that the POS of ${orgId} no longer has will be removed, however many they are, in ${describeTarget(session.target)}.`;
    await confirm(question, yes);
  }
  const mode = full ? 'full' : 'incremental';
  return begin(session, orgId, options, () => session.call(requestSync, { orgId, mode, dryRun, forceMenu }));
}

async function backfill(session: Session, orgId: string, options: BackfillOptions): Promise<Answer> {
  const { from, to, dryRun = false } = options;
  return begin(session, orgId, options, () => session.call(requestBackfill, { orgId, from, to, dryRun }));
}

async function resync(
  session: Session,
  orgId: string,
  customerId: string,
  options: FollowOption,
): Promise<Answer> {
  return begin(session, orgId, options, () => session.call(resyncCustomer, { orgId, customerId }));
}

async function begin(
  session: Session,
  orgId: string,
  { follow }: FollowOption,
  request: () => Promise<{ runId: string }>,
): Promise<Answer> {
  const { status } = await session.call(getSyncStatus, { orgId });
  const { runId } = await request();
  if (!follow) return { value: { orgId, runId }, text: `${orgId}: run ${runId} was asked for.` };

  session.progress.begin(`${orgId}: run ${runId} (Ctrl-C stops following it, and not the run)`);
  const run = await followRun(session, orgId, runId, status?.lastRunId ?? null);
  const isSuccess = run.state === 'succeeded';
  session.progress.end(`${orgId}: run ${runId} ${run.state}`, isSuccess);
  return {
    value: { orgId, ...run },
    text: describeRun(orgId, run),
    exitCode: isSuccess ? EXIT.ok : EXIT.failed,
  };
}
