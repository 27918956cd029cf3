import { z } from 'zod';
import { readTenant } from '../../firestore/tenants';
import { requestRun } from '../../pipeline/requestRun';
import { defineCallable, orgIdField } from '../callable';
import { RequestError } from '../requestError';
import { isAtLeast } from '../roles';
import { RUN_REQUEST_ERRORS, runRequestOutput } from './runRequest';

/** Two reads, and one message. */
export const requestSync = defineCallable({
  name: 'requestSync',
  summary: "Starts a sync of a tenant now, beside the schedule's.",
  role: 'manager',
  input: z.strictObject({
    orgId: orgIdField,
    mode: z
      .enum(['incremental', 'full'])
      .default('incremental')
      .describe('`full` reads every document, and repairs what was edited or deleted by hand.'),
    dryRun: z
      .boolean()
      .default(false)
      .describe('Count what a sync would do, and do nothing: the counts stand in listSyncRuns.'),
    forceMenu: z
      .boolean()
      .default(false)
      .describe('Let the sync empty or halve the menu; for owners and operators.'),
  }),
  output: runRequestOutput,
  errors: [
    ...RUN_REQUEST_ERRORS,
    {
      code: 'force_not_allowed',
      when: 'The menu is to be forced by somebody who is no owner and no operator.',
    },
  ],
  async handle({ context, database, caller }, { orgId, mode, dryRun, forceMenu }) {
    if (forceMenu && !isAtLeast(caller.role, 'owner'))
      throw new RequestError(
        'permission-denied',
        'force_not_allowed',
        'Only an owner may force the menu: ask one, or leave forceMenu out.',
      );
    const tenant = await readTenant(database, orgId);
    return requestRun(context, database, tenant, { trigger: 'manual', mode, dryRun, forceMenu });
  },
});
