import { z } from 'zod';
import { storedDate } from '../platform/firestore/timestamp';
import { defineDocument } from './definition/document';
import { id, run } from './definition/fields';
import { storedFillRates } from './measurements';
import { paths } from './paths';
import { runOptions } from './runOptions';
import { runProgress, unknownStatuses } from './runProgress';
import { MAXIMUM_STATUS_WORDS, OTHER_WORDS } from '../rules/money/statusWords';

/** Why a run failed. The message never holds personal data. */
export const runError = z.object({
  code: z.string().describe('Stable; docs/operations.md lists them.'),
  message: z.string().describe('Says what is wrong and what to do.'),
  stage: z.string().describe('Where it happened.'),
  at: storedDate.describe('When.'),
});
export type RunError = z.output<typeof runError>;

const { trigger, mode, dryRun, scope } = runOptions.shape;
const { window, stages, billed } = runProgress.shape;

/** Written when a run ends, and on the way when it is continued or retried. */
export const syncRunDocument = defineDocument({
  name: 'sync_runs',
  path: `${paths.syncRuns('{orgId}')}/{runId}`,
  id: 'sortable by start time',
  writtenBy: 'the runner',
  fields: {
    runId: id(z.string(), "The run's id."),
    trigger: run(trigger),
    mode: run(mode),
    dryRun: run(dryRun),
    scope: run(scope),
    state: run(z.enum(['running', 'succeeded', 'failed']), '`running` while it is continued or retried.'),
    stage: run(z.string(), 'The last one it reached.'),
    startedAt: run(storedDate, 'When it began.'),
    finishedAt: run(storedDate.nullable(), 'When it ended.'),
    window: run(window, 'The days of orders it read.'),
    stages: run(stages),
    unknownStatuses: run(
      unknownStatuses.unwrap(),
      `Orders by status word, of words that this release does not know: at most ${MAXIMUM_STATUS_WORDS}, and \`${OTHER_WORDS}\`.`,
      { absent: {} },
    ),
    fillRates: run(storedFillRates, 'The share of records it read that had each field.', { absent: {} }),
    billed: run(
      billed.extend({ usd: z.number().describe('In dollars, at list prices.') }),
      'What Firestore bills for it.',
    ),
    error: run(runError.nullable(), 'Why it failed.'),
    expireAt: run(
      storedDate,
      'When Firestore deletes the record: 30 days after the start, unless set otherwise.',
    ),
  },
});
