import { z } from 'zod';
import { defineCallable, orgIdField } from '../callable';
import { TENANT_ERRORS } from '../commonErrors';
import { switchTenant } from '../../firestore/tenants';

export const pauseSync = defineCallable({
  name: 'pauseSync',
  summary: "Stops a tenant's sync: no run begins, and one under way ends between two pages.",
  role: 'manager',
  input: z.strictObject({ orgId: orgIdField }),
  output: z.object({ changed: z.boolean().describe('false where it was paused already.') }),
  errors: TENANT_ERRORS,
  async handle({ database }, { orgId }) {
    return { changed: await switchTenant(database, orgId, 'paused') };
  },
});
