import { z } from 'zod';
import { itemDocument } from '../../documents/item';
import { marginBeforeTax } from '../../rules/menu/prices';
import { answered } from '../call/fields/answered';
import { isAtLeast, type Role } from '../call/roles';

const { cost, batchCost } = answered(itemDocument.tolerant.shape);

/** What only managers and above see of an item. */
export const itemCosts = z
  .object({
    cost,
    batchCost,
    margin: z
      .number()
      .nullable()
      .describe(
        'Share of `priceRetail` left after `batchCost`, else after `cost`. null if a figure is unknown.',
      ),
  })
  .nullable()
  .describe('null for callers below manager.');

/** An item's costs and margin as this role sees them. */
export function costsFor(
  role: Role,
  { cost, batchCost, priceRetail }: Readonly<Record<'cost' | 'batchCost' | 'priceRetail', number | null>>,
): z.output<typeof itemCosts> {
  if (!isAtLeast(role, 'manager')) return null;
  return { cost, batchCost, margin: marginBeforeTax(priceRetail, batchCost ?? cost) };
}
