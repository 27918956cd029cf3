import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { getSyncStatus } from '../../src/callables/sync/getSyncStatus';
import { listSyncRuns } from '../../src/callables/sync/listSyncRuns';
import { CommandFailure } from './failure';
import type { Session } from './session';

/** The record of a run that has ended. */
export type Run = z.output<typeof listSyncRuns.output>['runs'][number];

/** In milliseconds. */
const TIMING = {
  /** Between two looks at a run: one read each. */
  interval: 500,
  /** How long a run may take to begin: a cold start takes seconds. */
  begin: 60_000,
};

/** Runs looked through for one that has ended: others can have begun since. */
const RECENT_RUNS = 10;

/**
 * Follows a run from its request to its end, and tells of each stage that it reaches.
 * @param before The tenant's last run before the request.
 * @throws CommandFailure `run_replaced` where another run began in its place, `run_not_begun`.
 */
export async function followRun(
  session: Session,
  orgId: string,
  runId: string,
  before: string | null,
  timing = TIMING,
): Promise<Run> {
  const requestedAt = performance.now();
  let stage: string | null = null;
  for (;;) {
    const { status } = await session.call(getSyncStatus, { orgId });
    const last = status?.lastRunId ?? null;
    const run = last === runId ? (status?.run ?? null) : null;
    if (run === null && last !== before) return recordOf(session, orgId, runId);
    if (run !== null && run.stage !== stage) session.progress.line((stage = run.stage));
    if (last === before && performance.now() - requestedAt > timing.begin) throw notBegun();
    await delay(timing.interval);
  }
}

async function recordOf(session: Session, orgId: string, runId: string): Promise<Run> {
  const { runs } = await session.call(listSyncRuns, { orgId, limit: RECENT_RUNS });
  const run = runs.find((candidate) => candidate.runId === runId);
  if (run !== undefined) return run;
  throw new CommandFailure(
    'run_replaced',
    'Another run of the tenant began in the same moment, and this one did not: try again when it has ended.',
  );
}

function notBegun(): CommandFailure {
  return new CommandFailure(
    'run_not_begun',
    'The run has not begun within a minute: check that the functions are deployed (or the emulators run) and what their log says. If it begins later, status shows it.',
  );
}
