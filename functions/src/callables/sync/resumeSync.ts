import { z } from 'zod';
import { defineCallable, orgIdField } from '../callable';
import { TENANT_ERRORS } from '../commonErrors';
import { switchTenant } from '../../firestore/tenants';

export const resumeSync = defineCallable({
  name: 'resumeSync',
  summary: "Turns a tenant's sync on again: the next tick of the schedule syncs it.",
  role: 'manager',
  input: z.strictObject({ orgId: orgIdField }),
  output: z.object({ changed: z.boolean().describe('false where it was on already.') }),
  errors: TENANT_ERRORS,
  async handle({ database }, { orgId }) {
    return { changed: await switchTenant(database, orgId, 'active') };
  },
});
