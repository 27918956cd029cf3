import type { Command } from 'commander';
import { getSyncStatus } from '../../../functions/src/api/sync/runs/getSyncStatus';
import { requestBackfill } from '../../../functions/src/api/sync/runs/requestBackfill';
import { requestSync } from '../../../functions/src/api/sync/runs/requestSync';
import { resyncCustomer } from '../../../functions/src/api/sync/runs/resyncCustomer';
import { OVERRIDE_NAMES, OVERRIDES } from '../../../functions/src/rules/answers/overrides';
import { acting, type Answer, type Outlet } from '../actions';
import { parseCustomerId, parseOrgId } from '../arguments';
import { parseDate, wholeNumber } from '../../terminal/arguments';
import { confirm } from '../confirm';
import { EXIT } from '../exitCodes';
import { followRun } from '../queries/follow';
import type { Session } from '../project/session';
import { describeTarget } from '../project/target';
import { describeRun } from '../text/run';

interface FollowOption {
  follow: boolean;
  /** Seconds. */
  timeout?: number;
}

interface SyncOptions extends FollowOption {
  full?: boolean;
  dryRun?: boolean;
  forceMenu?: boolean;
  forceCustomers?: boolean;
  forceFields?: boolean;
  yes?: boolean;
}

interface BackfillOptions extends FollowOption {
  from: string;
  to: string;
  dryRun?: boolean;
}

const NO_FOLLOW = [
  '--no-follow',
  'return as soon as the run is requested, not when it has finished',
] as const;
const TIMEOUT = [
  '--timeout <seconds>',
  'stop following the run after this long, and fail; the run continues',
  wholeNumber(1, 86_400),
] as const;
const DRY_RUN = ['--dry-run', 'count what the run would do, without doing it'] as const;

/** The commands that start a run and follow it to its end. */
export function addRuns(program: Command, outlet: Outlet): void {
  program
    .command('sync')
    .description('Syncs a tenant now and follows the run to the end. Fails if the run fails.')
    .argument('<org>', 'org id', parseOrgId)
    .option('--full', 'read every document and repair what was edited or deleted by hand')
    .option(...DRY_RUN)
    .option('--force-menu', 'let the run empty or halve the menu, if the POS is right (asks first)')
    .option(
      '--force-customers',
      'let the run mark more than half of the customers, or all, as gone, if the POS is right (asks first)',
    )
    .option(
      '--force-fields',
      'let the run empty fields that most records had, if the POS is right (asks first)',
    )
    .option('--yes', 'do not ask')
    .option(...TIMEOUT)
    .option(...NO_FOLLOW)
    .addHelpText('after', '\nExample:\n  $ npm run sam -- sync my-shop --full --dry-run --project my-project')
    .action(acting(outlet, sync));
  program
    .command('backfill')
    .description('Reads a window of past orders from the POS and follows the run to the end.')
    .argument('<org>', 'org id', parseOrgId)
    .requiredOption('--from <date>', "first day, in the tenant's time zone", parseDate)
    .requiredOption('--to <date>', 'last day', parseDate)
    .option(...DRY_RUN)
    .option(...TIMEOUT)
    .option(...NO_FOLLOW)
    .addHelpText(
      'after',
      '\nExample:\n  $ npm run sam -- backfill my-shop --from 2024-01-01 --to 2024-12-31 --project my-project',
    )
    .action(acting(outlet, backfill));
  program
    .command('resync')
    .description("Reads one customer and their recent orders from the POS again and repairs what's stored.")
    .argument('<org>', 'org id', parseOrgId)
    .argument('<customer>', "the POS's number of the customer, or the id of its document", parseCustomerId)
    .option(...TIMEOUT)
    .option(...NO_FOLLOW)
    .addHelpText('after', '\nExample:\n  $ npm run sam -- resync my-shop 42 --project my-project')
    .action(acting(outlet, resync));
}

async function sync(session: Session, orgId: string, options: SyncOptions): Promise<Answer> {
  const { full = false, dryRun = false, yes = false } = options;
  const forced = OVERRIDE_NAMES.filter((name) => options[name] === true);
  const place = describeTarget(session.target);
  if (!dryRun)
    for (const name of forced) await confirm(`${OVERRIDES[name].warning(orgId)}, in ${place}.`, yes);
  const mode = full ? 'full' : 'incremental';
  return begin(session, orgId, options, () =>
    session.call(requestSync, {
      ...{ orgId, mode, dryRun },
      ...Object.fromEntries(forced.map((name) => [name, true])),
    }),
  );
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
  { follow, timeout }: FollowOption,
  request: () => Promise<{ runId: string }>,
): Promise<Answer> {
  const { status } = await session.call(getSyncStatus, { orgId });
  const { runId } = await request();
  if (!follow) return { value: { orgId, runId }, text: `${orgId}: run ${runId} was requested.` };

  session.progress.begin(
    `${orgId}: run ${runId} (Ctrl-C stops following it, not the run; cancel ${orgId} stops the run)`,
  );
  const run = await followRun(session, orgId, runId, status?.lastRunId ?? null, {
    ...(timeout !== undefined && { follow: timeout * 1000 }),
  });
  const isSuccess = run.state === 'succeeded';
  session.progress.end(`${orgId}: run ${runId} ${run.state}`, isSuccess);
  return {
    value: { orgId, ...run },
    text: describeRun(orgId, run),
    exitCode: isSuccess ? EXIT.ok : EXIT.failed,
  };
}
