import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import { pauseSync } from '../../../functions/src/api/sync/pauseSync';
import { resumeSync } from '../../../functions/src/api/sync/resumeSync';
import { getSyncStatus } from '../../../functions/src/api/sync/runs/getSyncStatus';
import { acting, type Answer, type Outlet } from '../actions';
import { parseOrgId } from '../arguments';
import { wholeNumber } from '../../terminal/arguments';
import { CommandFailure } from '../failure';
import type { Session } from '../project/session';
import { style } from '../text/style';

/** Between two looks at the run, in milliseconds: one read each. */
const INTERVAL = 500;

export function addCancel(program: Command, outlet: Outlet): void {
  program
    .command('cancel')
    .description(
      'Stops the run in progress between two pages: pauses the sync, waits for the run to end, and resumes. What it wrote stays.',
    )
    .argument('<org>', 'org id', parseOrgId)
    .option('--timeout <seconds>', 'how long to wait for the run to end', wholeNumber(1, 3_600), 120)
    .addHelpText('after', '\nExample:\n  $ npm run sam -- cancel my-shop --project my-project')
    .action(acting(outlet, cancel));
}

async function cancel(session: Session, orgId: string, { timeout }: { timeout: number }): Promise<Answer> {
  const runId = await runInProgress(session, orgId);
  if (runId === null)
    return { value: { orgId, cancelled: null }, text: `No run of ${orgId} is in progress.` };
  const { changed } = await session.call(pauseSync, { orgId });
  session.progress.begin(`stopping run ${runId} of ${orgId} (the sync is paused meanwhile)`);
  const waited = performance.now();
  while ((await runInProgress(session, orgId)) === runId) {
    if (performance.now() - waited > timeout * 1000) {
      session.progress.end(`run ${runId} is still in progress`, false);
      throw new CommandFailure(
        'still_running',
        `The run hasn't stopped within ${timeout} seconds. The sync of ${orgId} stays paused, so that it stops as soon as it can. \`status ${orgId}\` shows it; \`tenants resume ${orgId}\` turns the sync on again.`,
      );
    }
    await delay(INTERVAL);
  }
  // A sync that was paused before stays so.
  if (changed) await session.call(resumeSync, { orgId });
  session.progress.end(`stopped run ${runId} of ${orgId}`, true);
  const after = changed ? 'The sync is on again' : 'The sync was paused before and stays so';
  return {
    value: { orgId, cancelled: runId },
    text: `${style.good('✔')} Run ${runId} of ${orgId} was stopped. ${after}.`,
  };
}

async function runInProgress(session: Session, orgId: string): Promise<string | null> {
  const { status } = await session.call(getSyncStatus, { orgId });
  return status?.run ? status.lastRunId : null;
}
