import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { getSyncStatus } from '../../../functions/src/api/sync/runs/getSyncStatus';
import { listSyncRuns } from '../../../functions/src/api/sync/runs/listSyncRuns';
import { CommandFailure } from '../failure';
import type { Session } from '../project/session';
import { inCommandTerms } from '../text/commandTerms';

/** The record of a run that has ended. */
export type Run = z.output<typeof listSyncRuns.output>['runs'][number];

/** In milliseconds. */
const TIMING = {
  /** Between two looks at a run: one read each. */
  interval: 500,
  /** How long a run may take to begin: a cold start takes seconds. */
  begin: 60_000,
  /** How long to follow a run at most. */
  follow: Infinity,
};

/** Runs looked through for one that has ended: others can have begun since. */
const RECENT_RUNS = 10;

/**
 * Follows a run from its request to its end, and tells of each stage that it reaches and of each retry with its cause.
 * @param before The tenant's last run before the request.
 * @throws CommandFailure `run_replaced` where another run began in its place, `run_not_begun`, `still_running`.
 */
export async function followRun(
  session: Session,
  orgId: string,
  runId: string,
  before: string | null,
  timing: Partial<typeof TIMING> = {},
): Promise<Run> {
  const { interval, begin, follow } = { ...TIMING, ...timing };
  const requestedAt = performance.now();
  let stage: string | null = null;
  let retriedAt: string | undefined;
  for (;;) {
    const { status } = await session.call(getSyncStatus, { orgId });
    const last = status?.lastRunId ?? null;
    const run = last === runId ? (status?.run ?? null) : null;
    if (run === null && last !== before) return recordOf(session, orgId, runId);
    if (run !== null && run.stage !== stage) session.progress.line((stage = run.stage));
    const waited = performance.now() - requestedAt;
    if (last === before && waited > begin) throw notBegun();
    if (waited > follow) throw stillRunning(orgId, waited);
    const fault = status?.lastError ?? null;
    // The status keeps the fault of an earlier run until one succeeds.
    if (run !== null && fault !== null && fault.at >= run.startedAt && fault.at !== retriedAt) {
      retriedAt = fault.at;
      session.progress.line(`retrying ${fault.stage}: ${inCommandTerms(fault.message)} [${fault.code}]`);
    }
    await delay(interval);
  }
}

async function recordOf(session: Session, orgId: string, runId: string): Promise<Run> {
  const { runs } = await session.call(listSyncRuns, { orgId, limit: RECENT_RUNS });
  const run = runs.find((candidate) => candidate.runId === runId);
  if (run !== undefined) return run;
  throw new CommandFailure(
    'run_replaced',
    "Another run of the tenant started at the same moment, so this one didn't. Try again when it has finished.",
  );
}

function stillRunning(orgId: string, waited: number): CommandFailure {
  return new CommandFailure(
    'still_running',
    `The run is still in progress after ${Math.round(waited / 1000)} seconds, and continues. \`status ${orgId}\` shows it, \`cancel ${orgId}\` stops it.`,
  );
}

function notBegun(): CommandFailure {
  return new CommandFailure(
    'run_not_begun',
    "The run hasn't started within a minute. Check that the functions are deployed (or the emulators are running) and what their log says. If it starts later, `status` shows it.",
  );
}
