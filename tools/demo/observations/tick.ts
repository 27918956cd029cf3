import { addBilled, type BilledOperations } from '../../../functions/src/rules/money/pricing';
import { isData, type RecordedChange } from './changeRecorder';
import type { DemoEnvironment } from '../environment';
import { readDeadLetters, readRun, type RunRecord } from './run';

const SEGMENT_TRIGGER = 'recomputeSegment';

/** What one scheduled sync of all tenants did. */
export interface Tick {
  /** The suite's time when it began. */
  at: Date;
  /** Until nothing was under way any more. */
  seconds: number;
  changes: RecordedChange[];
  /** Changes of data documents. */
  dataWrites: number;
  /** Invocations of the Firestore trigger. */
  triggerEvents: number;
  /** What the server counted as billed; null if it doesn't count. */
  server: BilledOperations | null;
  /** By org id. */
  runs: Map<string, RunRecord>;
  /** What went wrong, in words; empty when nothing did. */
  faults: string[];
}

function minus(after: BilledOperations, before: BilledOperations): BilledOperations {
  return addBilled(after, { reads: -before.reads, writes: -before.writes, deletes: -before.deletes });
}

/** Runs the deployed scheduled function, which publishes, and waits until all that follows is done. */
export async function runTick(
  environment: DemoEnvironment,
  orgIds: readonly string[],
  earlier: Tick | undefined,
): Promise<Tick> {
  const { suite, changes } = environment;
  const at = suite.clock.now();
  const started = performance.now();
  const serverBefore = suite.firestore.stats?.(suite.project);
  const eventsBefore = suite.functions.counters()[SEGMENT_TRIGGER]?.invocations ?? 0;
  const failuresBefore = failures(environment);
  changes.take();

  await suite.functions.runSchedule('schedulePosSync');
  // What failed and waits to be tried again is a fault here: the simulated services have no bad days.
  await suite.idle({ ignoreBackoff: true });

  const seconds = (performance.now() - started) / 1000;
  const serverAfter = suite.firestore.stats?.(suite.project);
  const server = serverBefore && serverAfter ? minus(serverAfter, serverBefore) : null;
  const recorded = changes.take();
  const { runs, faults } = await readOutcome(environment, orgIds, earlier);
  if (failures(environment) > failuresBefore)
    faults.push(`${failures(environment) - failuresBefore} invocations failed`);
  return {
    at,
    seconds,
    changes: recorded,
    dataWrites: recorded.filter(isData).length,
    triggerEvents: (suite.functions.counters()[SEGMENT_TRIGGER]?.invocations ?? 0) - eventsBefore,
    server,
    runs,
    faults,
  };
}

function failures({ suite }: DemoEnvironment): number {
  return Object.values(suite.functions.counters()).reduce((sum, counters) => sum + counters.failures, 0);
}

async function readOutcome(
  { firestore }: DemoEnvironment,
  orgIds: readonly string[],
  earlier: Tick | undefined,
): Promise<{ runs: Map<string, RunRecord>; faults: string[] }> {
  const runs = new Map<string, RunRecord>();
  const faults: string[] = [];
  for (const orgId of orgIds) {
    const outcome = await readRun(firestore, orgId);
    if ('fault' in outcome) faults.push(`${orgId}: ${outcome.fault}`);
    else if (outcome.runId === earlier?.runs.get(orgId)?.runId) faults.push(`${orgId}: no new run began`);
    else runs.set(orgId, outcome);
  }
  const deadLetters = await readDeadLetters(firestore);
  if (deadLetters.length > 0) faults.push(`dead letters: ${deadLetters.join(', ')}`);
  return { runs, faults };
}
