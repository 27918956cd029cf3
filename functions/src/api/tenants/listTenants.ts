import { z } from 'zod';
import { readTenants } from './tenantPages';
import { orgIdField } from '../call/callable';
import { definePagedCallable } from '../call/paging/definePagedCallable';
import { byId } from '../call/paging/sorting';

const MAX_PAGE = 100;

/** Reads one tenant more than it answers. */
export const listTenants = definePagedCallable({
  name: 'listTenants',
  summary: 'Lists the tenants the caller can see, by id, in pages: staff see their own, operators see all.',
  role: 'staff',
  input: { orgId: orgIdField.optional().describe('Only this one.') },
  limit: { largest: MAX_PAGE, usual: MAX_PAGE },
  position: byId.position,
  output: {
    tenants: z
      .array(
        z.object({
          orgId: z.string(),
          name: z.string().nullable(),
          timeZone: z.string().describe("IANA name. The shop's days begin and end in it."),
          syncStatus: z
            .enum(['active', 'paused'])
            .nullable()
            .describe('null if the document has no readable POS settings.'),
        }),
      )
      .max(MAX_PAGE),
  },
  readPage: ({ database }, { orgId }, page) => readTenants(database, orgId, page),
});
