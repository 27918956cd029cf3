import type { Command } from 'commander';
import { listSyncRuns } from '../../../src/callables/sync/listSyncRuns';
import { DAY_MILLISECONDS } from '../../../src/domain/time';
import { acting, type Answer, type Outlet } from '../actions';
import { parseOrgId, wholeNumber } from '../arguments';
import { type BilledRun, summarizeCost } from '../cost';
import { pagesOf } from '../pages';
import type { Session } from '../session';
import { plural } from '../text/format';
import { describeCost } from '../text/cost';

const PAGE = 50;

export function addCost(program: Command, outlet: Outlet): void {
  program
    .command('cost')
    .description(
      "Shows what Firestore billed for a tenant's recorded runs: the last, by day (UTC), and a month of such days. One read a run.",
    )
    .argument('<org>', 'org id', parseOrgId)
    .option('--days <days>', 'how far back; records of runs are kept for 30 days', wholeNumber(1, 3650), 30)
    .addHelpText('after', '\nExample:\n  $ npm run sam -- cost my-shop --days 7 --project my-project')
    .action(acting(outlet, showCost));
}

async function showCost(session: Session, orgId: string, { days }: { days: number }): Promise<Answer> {
  const now = session.context.clock.now();
  const since = now.getTime() - days * DAY_MILLISECONDS;
  session.progress.begin(`reading the runs of ${orgId}`);
  const runs = await billedRuns(session, orgId, since);
  session.progress.end(plural(runs.length, 'run'), true);
  const summary = summarizeCost(runs, now);
  return { value: { orgId, ...summary }, text: describeCost(orgId, summary) };
}

/** The runs that have ended, the newest first; what one under way will cost is not known yet. */
async function billedRuns(session: Session, orgId: string, since: number): Promise<BilledRun[]> {
  const billed: BilledRun[] = [];
  for await (const { runs } of pagesOf((position) =>
    session.call(listSyncRuns, { orgId, limit: PAGE, ...position }),
  )) {
    for (const run of runs) {
      if (Date.parse(run.startedAt) < since) return billed;
      if (run.state !== 'running') billed.push({ startedAt: run.startedAt, billed: run.billed });
    }
    session.progress.update(plural(billed.length, 'run'));
  }
  return billed;
}
