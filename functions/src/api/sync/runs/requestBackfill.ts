import { z } from 'zod';
import { backfillFault } from '../../../rules/time/window';
import { runOptions } from '../../../documents/runOptions';
import { readTenant } from '../../../documents/tenant';
import { requestRun } from '../../../sync/start/requestRun';
import { defineCallable, orgIdField } from '../../call/callable';
import { RequestError } from '../../call/errors/requestError';
import { RUN_REQUEST_ERRORS, runRequestOutput } from './runRequest';

/** Two reads, and one message. */
export const requestBackfill = defineCallable({
  name: 'requestBackfill',
  summary: "Reads a window of past orders from the POS. The regular schedule isn't affected.",
  role: 'owner',
  input: z.strictObject({
    orgId: orgIdField,
    from: z.iso.date().describe("The first day, in the tenant's time zone."),
    to: z.iso.date().describe('The last day.'),
    dryRun: runOptions.shape.dryRun.describe('Count what the backfill would do, without doing it.'),
  }),
  output: runRequestOutput,
  errors: [
    ...RUN_REQUEST_ERRORS,
    { code: 'window_reversed', when: 'The window ends before it begins.' },
    { code: 'window_in_future', when: "The window ends after today, in the tenant's time zone." },
    { code: 'window_before_history', when: "The window begins before the tenant's `pos.historyStart`." },
    { code: 'window_too_long', when: 'The window has more than 3,660 days.' },
  ],
  async handle({ context, database }, { orgId, from, to, dryRun }) {
    const tenant = await readTenant(database, orgId);
    const fault = backfillFault({ from, to }, { ...tenant, now: context.clock.now() });
    if (fault !== null) throw new RequestError('invalid-argument', fault.code, fault.message);
    const scope = { kind: 'window' as const, from, to };
    return requestRun(context, database, tenant, { trigger: 'backfill', dryRun, scope });
  },
});
