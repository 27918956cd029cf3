import { canonicalJson } from './fingerprint';
import { dollarsOrNull } from './money';
import type { PosInventoryBatch } from './pos';
import { comparePosIds } from './posId';
import { parseInstant } from './time';
import { strainType, type StrainType } from './strainType';

/** An item of the menu: all of its batches taken together. Money in integer cents. */
export interface ProductItem {
  posItemId: string;
  name: string | null;
  brand: string | null;
  category: string | null;
  strain: string | null;
  priceCents: number | null;
  costCents: number | null;
  batchCostCents: number | null;
  /** Units that can be sold now, over all sellable batches. */
  stock: number;
  thcPercent: number | null;
  cbdPercent: number | null;
  imageUrl: string | null;
  /** `YYYY-MM-DD`: the earliest among the batches on sale. */
  expiresOn: string | null;
}

/** The fields of an `items` document, without `updatedAt`; money in dollars. */
export interface ItemFields {
  orgId: string;
  source: 'pos';
  posItemId: string;
  name: string | null;
  brand: string | null;
  category: string | null;
  price: number | null;
  cost: number | null;
  batchCost: number | null;
  stock: number;
  inStock: boolean;
  thcPercent: number | null;
  cbdPercent: number | null;
  strain: string | null;
  strainType: StrainType | null;
  imageUrl: string | null;
  expiresOn: Date | null;
}

/** The names of {@link ItemFields}. */
export const ITEM_FIELD_NAMES = [
  'orgId',
  'source',
  'posItemId',
  'name',
  'brand',
  'category',
  'price',
  'cost',
  'batchCost',
  'stock',
  'inStock',
  'thcPercent',
  'cbdPercent',
  'strain',
  'strainType',
  'imageUrl',
  'expiresOn',
] as const satisfies readonly (keyof ItemFields)[];

/** Sums of fractional units (grams) carry noise far below this. */
const UNITS_PRECISION = 1e6;

/**
 * Makes one item of all its batches, the same whatever their order. Each field comes from the first batch that knows it: those on
 * sale (sellable, with stock) first, then other sellable ones, then the rest; within these by batch id.
 *
 * @throws RangeError without batches.
 */
export function combineBatches(batches: readonly PosInventoryBatch[]): ProductItem {
  const ranked = batches.toSorted(compareBatches);
  const [best] = ranked;
  if (best === undefined) throw new RangeError('An item has at least one batch. Pass all of its rows.');
  const onSale = ranked.filter((batch) => rank(batch) === 0);
  const units = ranked.reduce((sum, batch) => sum + (batch.sellable ? batch.available : 0), 0);
  return {
    posItemId: best.posItemId,
    name: firstKnown(ranked, (batch) => batch.name),
    brand: firstKnown(ranked, (batch) => batch.brand),
    category: firstKnown(ranked, (batch) => batch.category),
    strain: firstKnown(ranked, (batch) => batch.strain),
    priceCents: firstKnown(ranked, (batch) => batch.priceCents),
    costCents: firstKnown(ranked, (batch) => batch.costCents),
    batchCostCents: firstKnown(ranked, (batch) => batch.batchCostCents),
    stock: Math.round(units * UNITS_PRECISION) / UNITS_PRECISION,
    thcPercent: firstKnown(ranked, (batch) => knownPercent(batch.thcPercent)),
    cbdPercent: firstKnown(ranked, (batch) => knownPercent(batch.cbdPercent)),
    imageUrl: firstKnown(ranked, (batch) => batch.imageUrl),
    expiresOn: onSale.flatMap((batch) => batch.expiresOn ?? []).sort()[0] ?? null,
  };
}

/** 0 on sale, 1 sellable but sold out, 2 not sellable. */
function rank(batch: PosInventoryBatch): number {
  if (!batch.sellable) return 2;
  return batch.available > 0 ? 0 : 1;
}

function compareBatches(a: PosInventoryBatch, b: PosInventoryBatch): number {
  return (
    rank(a) - rank(b) ||
    comparePosIds(a.posBatchId ?? '', b.posBatchId ?? '') ||
    comparePosIds(canonicalJson(a), canonicalJson(b))
  );
}

function firstKnown<T>(
  batches: readonly PosInventoryBatch[],
  field: (batch: PosInventoryBatch) => T | null,
): T | null {
  for (const batch of batches) {
    const value = field(batch);
    if (value !== null) return value;
  }
  return null;
}

/** In this POS 0 means, like null, that no laboratory has measured. */
function knownPercent(percent: number | null): number | null {
  return percent === 0 ? null : percent;
}

/** The items of a whole inventory, by POS item id. */
export function combineInventory(batches: Iterable<PosInventoryBatch>): Map<string, ProductItem> {
  const byItem = new Map<string, PosInventoryBatch[]>();
  for (const batch of batches) {
    const rows = byItem.get(batch.posItemId);
    if (rows === undefined) byItem.set(batch.posItemId, [batch]);
    else rows.push(batch);
  }
  return new Map(Array.from(byItem, ([posItemId, rows]) => [posItemId, combineBatches(rows)]));
}

/** The document of an item of the menu (`docs/data-model.md`). */
/** @param timeZone The shop's: an item expires when that day begins there. */
export function itemFields(orgId: string, item: ProductItem, timeZone: string): ItemFields {
  const category = categoryName(item.category);
  return {
    orgId,
    source: 'pos',
    posItemId: item.posItemId,
    name: item.name,
    brand: item.brand,
    category,
    price: dollarsOrNull(item.priceCents),
    cost: dollarsOrNull(item.costCents),
    batchCost: dollarsOrNull(item.batchCostCents),
    stock: item.stock,
    inStock: item.stock > 0,
    thcPercent: item.thcPercent,
    cbdPercent: item.cbdPercent,
    strain: item.strain,
    strainType: strainType({ strain: item.strain, name: item.name, category }),
    imageUrl: item.imageUrl,
    expiresOn: item.expiresOn === null ? null : (parseInstant(item.expiresOn, timeZone) ?? null),
  };
}

/** `"Category > Flower"` is Flower; the POS's word for none is null. */
export function categoryName(category: string | null): string | null {
  const name = category?.trim().replace(/^category\s*>\s*/i, '') ?? '';
  return name === '' || name.toLowerCase() === 'uncategorized' ? null : name;
}
