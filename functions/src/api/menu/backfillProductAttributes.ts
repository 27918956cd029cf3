import { z } from 'zod';
import { STRAIN_TYPES } from '../../rules/menu/strainType';
import { backfillAttributes } from '../../upkeep/backfillAttributes';
import { defineCallable, orgIdField } from '../call/callable';
import { TENANT_ERRORS } from '../call/errors/commonErrors';

const MAX_LISTED = 200;

const count = z.int().min(0);
const counts = z.object({ thcPercent: count, cbdPercent: count, strainType: count });

/** Reads one document for each item; writes those that get a value, and the menu's index with them. */
export const backfillProductAttributes = defineCallable({
  name: 'backfillProductAttributes',
  summary:
    'Fills in missing THC %, CBD % and strain type from the POS. By default it only reports what it would set.',
  role: 'manager',
  input: z.strictObject({
    orgId: orgIdField,
    dryRun: z.boolean().default(true).describe('false to write.'),
  }),
  output: z.object({
    dryRun: z.boolean(),
    items: count.describe('Items written by a sync.'),
    changed: count.describe('How many of these got a value, or would.'),
    set: counts.describe('Values set.'),
    unknown: counts.describe('Values that are missing at the POS too. Most items have no lab test.'),
    notAtPos: count.describe('Items with a missing value for which the POS has no readable row.'),
    notSynced: count.describe(
      "Documents that weren't written by a sync. The next sync replaces or removes them.",
    ),
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
      .describe('The changed items; only the first ones if there are many.'),
  }),
  errors: [
    ...TENANT_ERRORS,
    { code: 'sync_under_way', when: 'A sync of the tenant is in progress and `dryRun` is false. Try again.' },
    {
      code: 'pos_auth_refused',
      when: "The POS refuses the credentials. operations.md has the POS's other codes.",
    },
  ],
  async handle({ context, database }, { orgId, dryRun }) {
    const options = { dryRun, maxListed: MAX_LISTED };
    return { dryRun, ...(await backfillAttributes(context, database, orgId, options)) };
  },
});
