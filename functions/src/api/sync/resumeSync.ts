import { z } from 'zod';
import { defineCallable, orgIdField } from '../call/callable';
import { TENANT_ERRORS } from '../call/errors/commonErrors';
import { switchTenant } from '../../documents/tenantWrites';

export const resumeSync = defineCallable({
  name: 'resumeSync',
  summary: "Resumes a tenant's sync. The next scheduled sync includes it.",
  role: 'manager',
  checksSession: true,
  input: z.strictObject({ orgId: orgIdField }),
  output: z.object({ changed: z.boolean().describe('false if it was already on.') }),
  errors: TENANT_ERRORS,
  async handle({ database }, { orgId }) {
    return { changed: await switchTenant(database, orgId, 'active') };
  },
});
