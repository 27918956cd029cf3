import type { Command } from 'commander';
import { listSyncRuns } from '../../../functions/src/api/sync/runs/listSyncRuns';
import { acting, type Answer, type Outlet } from '../actions';
import { parseOrgId } from '../arguments';
import { wholeNumber } from '../../terminal/arguments';
import type { Run } from '../queries/follow';
import { firstEntries, pagesOf } from '../queries/pages';
import { requireTenant } from '../queries/tenant';
import type { Session } from '../project/session';
import { describeRuns } from '../text/runs';

const PAGE = 50;

export function addHistory(program: Command, outlet: Outlet): void {
  program
    .command('runs')
    .description(
      'Lists the runs of a tenant, newest first: what each did, cost, and why it failed. One read per run.',
    )
    .argument('<org>', 'org id', parseOrgId)
    .option('--limit <runs>', 'runs shown at most', wholeNumber(1, 1_000), 10)
    .option('--failed', 'only those that failed')
    .addHelpText('after', '\nExample:\n  $ npm run sam -- runs my-shop --failed --project my-project')
    .action(acting(outlet, showRuns));
}

async function showRuns(
  session: Session,
  orgId: string,
  { limit, failed = false }: { limit: number; failed?: boolean },
): Promise<Answer> {
  const pages = pagesOf((position) =>
    session.call(listSyncRuns, { orgId, limit: Math.min(PAGE, limit), ...position }),
  );
  const wanted = ({ state }: Run) => !failed || state === 'failed';
  const { entries, complete } = await firstEntries(pages, ({ runs }) => runs.filter(wanted), limit);
  if (entries.length === 0) await requireTenant(session, orgId);
  return { value: { orgId, runs: entries, complete }, text: describeRuns(orgId, entries, complete) };
}
