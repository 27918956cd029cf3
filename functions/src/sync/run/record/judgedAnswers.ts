import { type Baseline, nextBaseline, oddities } from '../../../rules/answers/plausibility';
import { calendarDate } from '../../../rules/time/time';
import type { SyncWarning } from '../../../documents/measurements';
import type { RunProgress } from '../../../documents/runProgress';
import type { Limits } from '../../../platform/limits';
import type { ActiveRun } from '../state/activeRun';

/** What the status says of the POS's answers after a sync of everything. */
export interface JudgedAnswers {
  readonly warnings: SyncWarning[];
  readonly baseline: Baseline;
}

/** Compares what a run read with the runs before. Null for a run that only counted, or that covered only a part. */
export function judgeAnswers(
  { options, startedAt, baseline, warnings }: ActiveRun,
  measured: RunProgress['measured'],
  timeZone: string,
  suspicion: Limits['brake'],
): JudgedAnswers | null {
  if (options.dryRun || options.scope !== null) return null;
  const today = calendarDate(startedAt, timeZone);
  const accepted = options.forceFields;
  const found = oddities(accepted ? null : baseline, measured, today, suspicion);
  return {
    warnings: found.map(({ code, message }) => ({
      code,
      message,
      since: warnings.find((known) => known.code === code)?.since ?? startedAt,
    })),
    baseline: nextBaseline(baseline, measured, today, { suspicion, accepted }),
  };
}
