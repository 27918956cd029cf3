import { z } from 'zod';
import { SEGMENTS } from '../domain/segment';
import { STAGE_NAMES, type StageName } from './topics';

const count = z.int().min(0);

/** What one stage has counted so far in a run. `added`, `updated`, `deleted` are committed effects. */
const stageCounts = z.object({
  added: count,
  updated: count,
  unchanged: count,
  deleted: count,
  quarantined: count,
  skipped: z.record(z.string(), count),
  pages: count,
  durationMs: count,
});
export type StageCounts = z.infer<typeof stageCounts>;

/** Totals of the tenant that a run learns on its way and records at its end. */
const totals = z.object({
  customerCount: count.optional(),
  orderCount: count.optional(),
  menuProductsCount: count.optional(),
  segmentCounts: z.record(z.enum(SEGMENTS), count).optional(),
});
export type Totals = z.infer<typeof totals>;

/** What a run has done so far. It travels with the messages of the run, so that a stage needs no write of its own to hand it on. */
export const runProgress = z.object({
  window: z.object({ from: z.string(), to: z.string() }).nullable(),
  dialect: z.enum(['documented', 'observed']).nullable(),
  stages: z.partialRecord(z.enum(STAGE_NAMES), stageCounts),
  totals,
  billed: z.object({ reads: count, writes: count, deletes: count }),
});
export type RunProgress = z.infer<typeof runProgress>;

export function emptyProgress(): RunProgress {
  return {
    window: null,
    dialect: null,
    stages: {},
    totals: {},
    billed: { reads: 0, writes: 0, deletes: 0 },
  };
}

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

/** The progress after one more delivery of `stage`. */
export function advance(
  progress: RunProgress,
  stage: StageName,
  counts: StageCounts,
  learned: Pick<RunProgress, 'window' | 'dialect' | 'totals' | 'billed'>,
): RunProgress {
  return {
    ...learned,
    stages: { ...progress.stages, [stage]: addCounts(progress.stages[stage] ?? emptyCounts(), counts) },
    totals: { ...progress.totals, ...learned.totals },
  };
}
