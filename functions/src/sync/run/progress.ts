import { addMeasurements } from '../../rules/answers/plausibility';
import { addStatusCounts } from '../../rules/money/statusWords';
import type { RunProgress, StageCounts, Totals } from '../../documents/runProgress';
import type { StageName } from '../../documents/stageNames';

export function emptyCounts(): StageCounts {
  return {
    added: 0,
    updated: 0,
    unchanged: 0,
    deleted: 0,
    quarantined: 0,
    skipped: {},
    pages: 0,
    durationMs: 0,
  };
}

/** Counts of two deliveries of the same stage. */
export function addCounts(a: StageCounts, b: StageCounts): StageCounts {
  const skipped = { ...a.skipped };
  for (const [reason, skips] of Object.entries(b.skipped)) skipped[reason] = (skipped[reason] ?? 0) + skips;
  return {
    added: a.added + b.added,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    deleted: a.deleted + b.deleted,
    quarantined: a.quarantined + b.quarantined,
    skipped,
    pages: a.pages + b.pages,
    durationMs: a.durationMs + b.durationMs,
  };
}

/** The earlier of two days from which orders are to be read once more. */
export function earliestRevisit(...days: (string | null | undefined)[]): Pick<Totals, 'revisitFrom'> {
  const [revisitFrom] = days.filter((day) => typeof day === 'string').sort();
  return revisitFrom === undefined ? {} : { revisitFrom };
}

/** The progress after one more delivery of `stage`. */
export function advance(
  progress: RunProgress,
  stage: StageName,
  counts: StageCounts,
  learned: Omit<RunProgress, 'stages'>,
): RunProgress {
  return {
    ...learned,
    unknownStatuses: addStatusCounts(progress.unknownStatuses, learned.unknownStatuses),
    measured: addMeasurements(progress.measured, learned.measured),
    stages: { ...progress.stages, [stage]: addCounts(progress.stages[stage] ?? emptyCounts(), counts) },
    totals: {
      ...progress.totals,
      ...learned.totals,
      ...earliestRevisit(progress.totals.revisitFrom, learned.totals.revisitFrom),
    },
  };
}
