import { z } from 'zod';
import { STRAIN_TYPES } from '../../domain/strainType';
import { readMenuItems } from '../../firestore/menuItems';
import { defineCallable, orgIdField } from '../callable';
import { toIso } from '../customers/listedCustomer';
import { isoDate } from '../isoDate';
import { BAD_CURSOR, cursorField, nextCursorField, PageCursors } from '../pageCursor';
import { documentId } from '../positions';
import { isAtLeast } from '../roles';

const MAX_PAGE = 500;

const dollars = z.number().nullable();

/** Reads one item more than it answers. */
export const listMenuItems = defineCallable({
  name: 'listMenuItems',
  summary:
    "Lists a shop's items by id, in pages, in stock or not; for managers with what they cost the shop.",
  role: 'staff',
  input: z.strictObject({
    orgId: orgIdField,
    limit: z.int().min(1).max(MAX_PAGE).default(MAX_PAGE),
    cursor: cursorField,
  }),
  output: z.object({
    items: z
      .array(
        z.object({
          itemId: z.string(),
          name: z.string().nullable(),
          brand: z.string().nullable(),
          category: z.string().nullable(),
          price: dollars,
          costs: z
            .object({ cost: dollars, batchCost: dollars.describe('Of the batch, where the POS has one.') })
            .nullable()
            .describe('null for callers below manager.'),
          stock: z.number().nullable(),
          inStock: z.boolean(),
          thcPercent: z.number().nullable().describe('null where no laboratory has measured.'),
          cbdPercent: z.number().nullable(),
          strain: z.string().nullable(),
          strainType: z.enum(STRAIN_TYPES).nullable(),
          featured: z.boolean(),
          expiresOn: isoDate.nullable(),
        }),
      )
      .max(MAX_PAGE),
    nextCursor: nextCursorField,
  }),
  errors: [BAD_CURSOR],
  async handle({ database, caller }, input) {
    const { orgId, limit } = input;
    const cursors = new PageCursors('listMenuItems', input, documentId);
    const { items, next } = await readMenuItems(database, orgId, {
      after: cursors.read(input.cursor),
      limit,
    });
    const seesCosts = isAtLeast(caller.role, 'manager');
    return {
      items: items.map(({ cost, batchCost, expiresOn, ...item }) => ({
        ...item,
        costs: seesCosts ? { cost, batchCost } : null,
        expiresOn: toIso(expiresOn),
      })),
      nextCursor: cursors.write(next),
    };
  },
});
