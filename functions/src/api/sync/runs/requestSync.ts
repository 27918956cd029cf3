import { z } from 'zod';
import { runOptions } from '../../../documents/runOptions';
import { readTenant } from '../../../documents/tenant';
import { requestRun } from '../../../sync/start/requestRun';
import { defineCallable, orgIdField } from '../../call/callable';
import { RequestError } from '../../call/errors/requestError';
import { isAtLeast } from '../../call/roles';
import { RUN_REQUEST_ERRORS, runRequestOutput } from './runRequest';

/** Two reads, and one message. */
export const requestSync = defineCallable({
  name: 'requestSync',
  summary: 'Starts a sync of a tenant now, in addition to the scheduled ones.',
  role: 'manager',
  input: z.strictObject({
    orgId: orgIdField,
    mode: runOptions.shape.mode.describe(
      '`full` reads every document, and repairs what was edited or deleted by hand.',
    ),
    dryRun: runOptions.shape.dryRun.describe(
      'Count what a sync would do, without doing it. The counts are in listSyncRuns.',
    ),
    forceMenu: runOptions.shape.forceMenu.describe(
      'Let the sync empty or halve the menu. For owners and operators.',
    ),
    forceCustomers: runOptions.shape.forceCustomers.describe(
      'Let the sync mark more than half of the customers, or all, as gone. For owners and operators.',
    ),
    forceFields: runOptions.shape.forceFields.describe(
      'Let the sync empty fields that most records had, and accept what the POS sends now as usual. For owners and operators.',
    ),
  }),
  output: runRequestOutput,
  errors: [
    ...RUN_REQUEST_ERRORS,
    {
      code: 'force_not_allowed',
      when: 'Someone other than an owner or an operator tried to force the menu, the customers or fields.',
    },
  ],
  async handle(
    { context, database, caller },
    { orgId, mode, dryRun, forceMenu, forceCustomers, forceFields },
  ) {
    if ((forceMenu || forceCustomers || forceFields) && !isAtLeast(caller.role, 'owner'))
      throw new RequestError(
        'permission-denied',
        'force_not_allowed',
        'Only an owner can force the menu, the customers or fields. Ask one, or leave forceMenu, forceCustomers and forceFields out.',
      );
    const tenant = await readTenant(database, orgId);
    const forced = { forceMenu, forceCustomers, forceFields };
    return requestRun(context, database, tenant, { trigger: 'manual', mode, dryRun, ...forced });
  },
});
