import { z } from 'zod';
import { STRAIN_TYPES } from '../../domain/strainType';
import { backfillAttributes } from '../../pipeline/backfillAttributes';
import { defineCallable, orgIdField } from '../callable';
import { TENANT_ERRORS } from '../commonErrors';

const MAX_LISTED = 200;

const count = z.int().min(0);
const counts = z.object({ thcPercent: count, cbdPercent: count, strainType: count });

/** Reads one document for each item; writes those that get a value, and the menu's index with them. */
export const backfillProductAttributes = defineCallable({
  name: 'backfillProductAttributes',
  summary:
    'Sets THC %, CBD % and strain type from the POS on items that lack them; by default it only says what it would set.',
  role: 'manager',
  input: z.strictObject({
    orgId: orgIdField,
    dryRun: z.boolean().default(true).describe('false to write.'),
  }),
  output: z.object({
    dryRun: z.boolean(),
    items: count.describe('Items that a sync has written.'),
    changed: count.describe('Of these, how many got a value, or would get one.'),
    set: counts.describe('Values set.'),
    unknown: counts.describe(
      'Values that items lack and the POS does not know either: most have no lab test.',
    ),
    notAtPos: count.describe('Items that lack a value, of which the POS has no readable row.'),
    notSynced: count.describe('Documents that no sync has written; the next one replaces or removes them.'),
    listed: z
      .array(
        z.object({
          itemId: z.string(),
          name: z.string().nullable(),
          values: z.object({
            thcPercent: z.number().optional(),
            cbdPercent: z.number().optional(),
            strainType: z.enum(STRAIN_TYPES).optional(),
          }),
        }),
      )
      .max(MAX_LISTED)
      .describe('The changed items, the first of them where there are many.'),
  }),
  errors: [
    ...TENANT_ERRORS,
    { code: 'sync_under_way', when: 'A sync of the tenant is under way, and `dryRun` is false: try again.' },
    {
      code: 'pos_auth_refused',
      when: 'The POS refuses the credentials; other codes of the POS are in operations.md.',
    },
  ],
  async handle({ context, database }, { orgId, dryRun }) {
    const options = { dryRun, maxListed: MAX_LISTED };
    return { dryRun, ...(await backfillAttributes(context, database, orgId, options)) };
  },
});
