import { type Command, Option } from 'commander';
import { listSyncRuns } from '../../../functions/src/api/sync/runs/listSyncRuns';
import {
  costInDollars,
  FIRESTORE_LOCATIONS,
  FIRESTORE_PRICES,
  type FirestoreLocation,
} from '../../../functions/src/rules/money/pricing';
import { DAY_MILLISECONDS } from '../../../functions/src/rules/time/time';
import { acting, type Answer, type Outlet } from '../actions';
import { parseOrgId } from '../arguments';
import { wholeNumber } from '../../terminal/arguments';
import { type BilledRun, summarizeCost } from '../queries/cost';
import { pagesOf } from '../queries/pages';
import { requireTenant } from '../queries/tenant';
import type { Session } from '../project/session';
import { plural } from '../text/format';
import { describeCost } from '../text/cost';

const PAGE = 50;

export function addCost(program: Command, outlet: Outlet): void {
  program
    .command('cost')
    .description(
      "Shows what Firestore billed for a tenant's recorded runs: the last, by day (UTC), and a month of such days. One read per run.",
    )
    .argument('<org>', 'org id', parseOrgId)
    .option('--days <days>', 'how far back; records of runs are kept for 30 days', wholeNumber(1, 3650), 30)
    .addOption(
      new Option(
        '--location <location>',
        "the database's location: multi-regions cost twice as much as a region",
      )
        .choices(FIRESTORE_LOCATIONS)
        .default(FIRESTORE_PRICES.region),
    )
    .addHelpText('after', '\nExample:\n  $ npm run sam -- cost my-shop --days 7 --project my-project')
    .action(acting(outlet, showCost));
}

interface CostOptions {
  days: number;
  location: FirestoreLocation;
}

async function showCost(session: Session, orgId: string, { days, location }: CostOptions): Promise<Answer> {
  const now = session.context.clock.now();
  const since = now.getTime() - days * DAY_MILLISECONDS;
  session.progress.begin(`reading the runs of ${orgId}`);
  const runs = await billedRuns(session, orgId, since, location);
  session.progress.end(plural(runs.length, 'run'), true);
  if (runs.length === 0) await requireTenant(session, orgId);
  const summary = summarizeCost(runs, now);
  return { value: { orgId, location, ...summary }, text: describeCost(orgId, summary, location) };
}

/** The runs that have ended, the newest first; what one under way will cost is not known yet. */
async function billedRuns(
  session: Session,
  orgId: string,
  since: number,
  location: FirestoreLocation,
): Promise<BilledRun[]> {
  const billed: BilledRun[] = [];
  for await (const { runs } of pagesOf((position) =>
    session.call(listSyncRuns, { orgId, limit: PAGE, ...position }),
  )) {
    for (const run of runs) {
      if (Date.parse(run.startedAt) < since) return billed;
      if (run.state === 'running') continue;
      const usd = costInDollars(run.billed, location);
      billed.push({ startedAt: run.startedAt, billed: { ...run.billed, usd } });
    }
    session.progress.update(plural(billed.length, 'run'));
  }
  return billed;
}
