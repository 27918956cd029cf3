import { z } from 'zod';
import { itemDocument } from '../../documents/item';
import { paths } from '../../documents/paths';
import { defineCallable, orgIdField } from '../call/callable';
import { RequestError } from '../call/errors/requestError';
import { answered, toAnswer } from '../call/fields/answered';
import { documentId } from '../call/fields/documentId';
import { costsFor, itemCosts } from './itemCosts';

const shown = answered(
  itemDocument.tolerant.omit({
    ...({ orgId: true, source: true, sortOrder: true, changeShard: true } as const),
    ...({ cost: true, batchCost: true } as const),
  }).shape,
);

/** One read. */
export const getMenuItem = defineCallable({
  name: 'getMenuItem',
  summary: 'Returns everything about one item of a shop. Managers also see costs.',
  role: 'staff',
  input: z.strictObject({
    orgId: orgIdField,
    itemId: documentId.meta({ description: 'From listMenuItems.', examples: ['alleaves_9001'] }),
  }),
  output: z.object({
    item: z.object({
      itemId: z.string(),
      ...shown,
      costs: itemCosts,
    }),
  }),
  errors: [{ code: 'unknown_item', when: "The item isn't on the menu." }],
  async handle({ database, caller }, { orgId, itemId }) {
    const snapshot = await database.get(database.document(`${paths.items(orgId)}/${itemId}`));
    if (!snapshot.exists)
      throw new RequestError(
        'not-found',
        'unknown_item',
        "There's no such item on the menu. The point of sale may have removed it.",
      );
    const { cost, batchCost, ...item } = itemDocument.tolerant.parse(snapshot.data());
    const costs = costsFor(caller.role, { cost, batchCost, priceRetail: item.priceRetail });
    return { item: { itemId, ...toAnswer(item), costs } };
  },
});
