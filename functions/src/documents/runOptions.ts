import { z } from 'zod';
import { runScope } from './runScope';

/**
 * What a run is asked to do. Messages, `sync_status/pos.run`, `sync_runs` and dead letters hold these fields beside their own;
 * what is missing there, as in records of earlier releases, is the default.
 */
export const runOptions = z.object({
  trigger: z
    .enum(['schedule', 'recent', 'manual', 'backfill', 'replay'])
    .default('manual')
    .describe('What started it.'),
  mode: z
    .enum(['incremental', 'full'])
    .default('incremental')
    .describe('`full` also reads every document, and repairs what was edited or deleted by hand.'),
  dryRun: z.boolean().default(false).describe('Count what would be written, and write nothing.'),
  forceMenu: z.boolean().default(false).describe('Let the run remove more than half of the menu.'),
  forceCustomers: z
    .boolean()
    .default(false)
    .describe('Let the run mark more than half of the customers, or all, as gone.'),
  forceFields: z
    .boolean()
    .default(false)
    .describe('Let the run empty fields that most records had, and accept what the POS sends now as usual.'),
  scope: runScope.nullable().default(null).describe('Only a part of the tenant; null for all of it.'),
});
export type RunOptions = z.infer<typeof runOptions>;

export const DEFAULT_RUN_OPTIONS: RunOptions = runOptions.parse({});
