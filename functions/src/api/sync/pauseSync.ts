import { z } from 'zod';
import { defineCallable, orgIdField } from '../call/callable';
import { TENANT_ERRORS } from '../call/errors/commonErrors';
import { switchTenant } from '../../documents/tenantWrites';

export const pauseSync = defineCallable({
  name: 'pauseSync',
  summary: "Pauses a tenant's sync. No new run starts, and a run in progress stops between two pages.",
  role: 'manager',
  checksSession: true,
  input: z.strictObject({ orgId: orgIdField }),
  output: z.object({ changed: z.boolean().describe('false if it was already paused.') }),
  errors: TENANT_ERRORS,
  async handle({ database }, { orgId }) {
    return { changed: await switchTenant(database, orgId, 'paused') };
  },
});
