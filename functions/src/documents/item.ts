import { z } from 'zod';
import { MAX_PLACES } from '../rules/menu/areas';
import { categoryName, type ProductItem } from '../rules/menu/product';
import type { PosItemDetails } from '../rules/pos';
import { STRAIN_TYPES, strainType } from '../rules/menu/strainType';
import { dollarsOrNull } from '../rules/money/money';
import { parseInstant } from '../rules/time/time';
import { storedDate } from '../platform/firestore/timestamp';
import { defineDocument } from './definition/document';
import { id, optional, pos, run, staff } from './definition/fields';
import { changeShardField } from './changeShard';
import { paths } from './paths';
import type { Tenant } from './tenant';

const text = z.string().nullable();
const dollars = z.number().nullable();
const percent = z.number().nullable();

/** Images of one item: more than any shop shows. */
export const MAX_IMAGES = 20;

export const itemDocument = defineDocument({
  name: 'items',
  path: `${paths.items('{orgId}')}/{itemId}`,
  id: '`alleaves_{posItemId}`',
  writtenBy: 'syncProducts',
  fields: {
    orgId: id(z.string(), 'The tenant.'),
    source: id(z.literal('pos'), 'Whatever else is in the menu, the next sync removes.'),
    posItemId: id(z.string(), "The item's id in the POS."),

    name: pos(text, 'As the menu shows it.'),
    brand: pos(text, 'As the POS has it.'),
    category: pos(text, 'Such as `Flower`.'),
    price: pos(dollars, 'What the shop shows for one unit, before or with tax.', { unit: 'dollars' }),
    priceIncludesTax: pos(z.boolean().nullable(), 'Whether `price` is with tax; null without a price.'),
    priceRetail: pos(dollars, 'Before tax.', { unit: 'dollars' }),
    priceOtd: pos(dollars, 'With tax ("out the door").', { unit: 'dollars' }),
    cost: pos(dollars, 'What one unit costs the shop.', { unit: 'dollars' }),
    batchCost: pos(dollars, 'The same for the batch on sale, if the POS has it.', { unit: 'dollars' }),
    stock: pos(z.number(), 'Units that can be sold now.'),
    stockByArea: pos(
      z.array(z.object({ area: text, sellable: z.boolean(), units: z.number() })).max(MAX_PLACES),
      'Units per area, sellable ones first. `area` is null for units without one; areas without units are left out.',
      { absent: [] },
    ),
    inStock: pos(z.boolean(), "Whether there are more than the tenant's `pos.minimumStock`.", {
      absent: false,
    }),
    thcPercent: pos(percent, 'null if no lab has tested it.', { unit: 'percent' }),
    cbdPercent: pos(percent, 'null if no lab has tested it.', { unit: 'percent' }),
    strain: pos(text, 'As the POS has it.'),
    strainType: pos(
      z.enum(STRAIN_TYPES).nullable(),
      'By the strain, else by words of the name or the category.',
    ),
    weight: pos(z.number().nullable(), "Of one unit, in `weightUnit`; null for what isn't sold by weight."),
    weightUnit: pos(text, 'Such as `g`.'),
    isCannabis: pos(z.boolean().nullable(), 'false for accessories, gift cards and the like.'),
    description: pos(text, 'Plain text. null if the POS has none, or none has been fetched yet.'),
    imageUrls: pos(z.array(z.string()).max(MAX_IMAGES), "The POS's images, in its order.", { absent: [] }),
    imageUrl: pos(
      text,
      "The first of `imageUrls`. The staff's if the POS has none: then no sync touches it.",
    ),
    expiresOn: pos(storedDate.nullable(), "The moment that day begins in the shop's time zone."),

    featured: optional(staff(z.boolean(), 'Shown first by `getPublicMenu`.', { absent: false })),
    sortOrder: optional(
      staff(z.number(), 'Place in `getPublicMenu` after the featured items; items without one come last.'),
    ),

    updatedAt: run(storedDate, 'When one of the fields of the POS last changed.'),
    changeShard: changeShardField,
  },
});

type Synced = Pick<z.output<typeof itemDocument.strict>, (typeof itemDocument.synced)[number]>;

/** The fields that follow from the list of items, which is read only when an item is new or has changed (decision 0019). */
export const DETAIL_FIELDS = ['description', 'imageUrls', 'imageUrl'] as const satisfies (keyof Synced)[];
type DetailField = (typeof DETAIL_FIELDS)[number];

/** The fields that follow from the inventory, which each sync reads. */
export type ItemFields = Omit<Synced, DetailField>;
export const INVENTORY_FIELDS = itemDocument.synced.filter(
  (name): name is keyof ItemFields => !DETAIL_FIELDS.some((detail) => detail === name),
);

/** The rest. An image is the sync's only if the POS has one. */
export type DetailFields = Omit<Pick<Synced, DetailField>, 'imageUrl'> & { imageUrl?: string };

/**
 * The document of an item of the menu, as far as the inventory says it.
 * @param shop `timeZone`: an item expires when that day begins there.
 */
export function itemFields(
  { orgId, timeZone, minimumStock }: Pick<Tenant, 'orgId' | 'timeZone' | 'minimumStock'>,
  item: ProductItem,
): ItemFields {
  const category = categoryName(item.category);
  return {
    orgId,
    source: 'pos',
    posItemId: item.posItemId,
    name: item.name,
    brand: item.brand,
    category,
    price: dollarsOrNull(item.shown?.cents ?? null),
    priceIncludesTax: item.shown?.includesTax ?? null,
    priceRetail: dollarsOrNull(item.retailCents),
    priceOtd: dollarsOrNull(item.otdCents),
    cost: dollarsOrNull(item.costCents),
    batchCost: dollarsOrNull(item.batchCostCents),
    stock: item.stock,
    stockByArea: item.stockByArea,
    inStock: item.stock > minimumStock,
    thcPercent: item.thcPercent,
    cbdPercent: item.cbdPercent,
    strain: item.strain,
    strainType: strainType({ strain: item.strain, name: item.name, category }),
    weight: item.weight,
    weightUnit: item.weightUnit,
    isCannabis: item.isCannabis,
    expiresOn: item.expiresOn === null ? null : (parseInstant(item.expiresOn, timeZone) ?? null),
  };
}

/** The rest of it. @param details Null if the POS has none. */
export function detailFields(
  { imageUrl }: Pick<ProductItem, 'imageUrl'>,
  details: Omit<PosItemDetails, 'posItemId'> | null,
): DetailFields {
  const all = [...(imageUrl === null ? [] : [imageUrl]), ...(details?.imageUrls ?? [])];
  const imageUrls = [...new Set(all)].slice(0, MAX_IMAGES);
  const [first] = imageUrls;
  return {
    description: details?.description ?? null,
    imageUrls,
    ...(first !== undefined && { imageUrl: first }),
  };
}

/** What a stored document says of the rest: an image without others is the staff's. */
export function storedDetailNames(data: Readonly<Record<string, unknown>>): readonly string[] {
  const { imageUrls } = data;
  const hasOwn = Array.isArray(imageUrls) && imageUrls.length > 0;
  return DETAIL_FIELDS.filter((name) => hasOwn || name !== 'imageUrl');
}
