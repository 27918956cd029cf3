import { z } from 'zod';
import { SEGMENTS } from '../rules/customers/segment';
import { NO_MEASUREMENTS } from '../rules/answers/plausibility';
import { measurements } from './measurements';
import { STAGE_NAMES } from './stageNames';

const count = z.int().min(0);

/** What one stage has counted so far in a run. */
export const stageCounts = z.object({
  added: count.describe('Documents it created.'),
  updated: count.describe('Documents it changed.'),
  unchanged: count.describe('Records that were as they are stored.'),
  deleted: count.describe('Documents it deleted.'),
  quarantined: count.describe('Rows that could not be read, in whole or in part.'),
  skipped: z.record(z.string(), count).describe('Records left out on purpose, by reason.'),
  pages: count.describe('Pages it read.'),
  durationMs: count.describe('Milliseconds it worked.'),
});
export type StageCounts = z.infer<typeof stageCounts>;

/** Totals of the tenant that a run learns on its way and records at its end. */
const totals = z.object({
  customerCount: count.optional(),
  orderCount: count.optional(),
  menuProductsCount: count.optional(),
  segmentCounts: z.record(z.enum(SEGMENTS), count).optional(),
  /** The earliest day whose orders the next sync should read once more. */
  revisitFrom: z.iso.date().optional(),
  /** Which segment rules every customer has been made to follow. */
  segmentRules: z.string().optional(),
  /** The version of the tenant's document that these rules came from. */
  tenantVersion: z.string().optional(),
});
export type Totals = z.infer<typeof totals>;

/** The endpoints of the POS that a run was answered by. */
export const settledDialect = z.enum(['documented', 'observed']);

/** Rows per page, where the POS gives fewer than it is asked for by default; null if it doesn't, as far as known. */
const learnedPageSize = z.int().min(1).nullable().default(null);

/** Orders by their status word, of those words that this release doesn't know. */
export const unknownStatuses = z.record(z.string(), count).default({});

/** What a run has done so far. It travels with the messages of the run, so that a stage needs no write of its own to hand it on. */
export const runProgress = z.object({
  window: z.object({ from: z.string(), to: z.string() }).nullable().describe('The days of orders it reads.'),
  dialect: settledDialect.nullable(),
  pageSize: learnedPageSize,
  stages: z.partialRecord(z.enum(STAGE_NAMES), stageCounts).describe('What each stage has counted.'),
  totals,
  unknownStatuses,
  measured: measurements,
  billed: z.object({ reads: count, writes: count, deletes: count }).describe('What Firestore bills so far.'),
});
export type RunProgress = z.infer<typeof runProgress>;

export function emptyProgress(): RunProgress {
  return {
    window: null,
    dialect: null,
    pageSize: null,
    unknownStatuses: {},
    stages: {},
    totals: {},
    measured: NO_MEASUREMENTS,
    billed: { reads: 0, writes: 0, deletes: 0 },
  };
}
