import { z } from 'zod';
import { TENANT_ERRORS } from '../../call/errors/commonErrors';

/** What every call that starts a run answers. */
export const runRequestOutput = z.object({
  runId: z
    .string()
    .describe('Follow it with getSyncStatus while it runs, and with listSyncRuns once it has finished.'),
});

/** What every call that starts a run can answer. */
export const RUN_REQUEST_ERRORS = [
  ...TENANT_ERRORS,
  { code: 'tenant_paused', when: "The tenant's sync is paused. Dry runs can still start." },
  { code: 'sync_under_way', when: 'A run of the tenant is in progress. Only one can run at a time.' },
];
