import { canonicalJson } from '../identity/fingerprint';
import type { PosInventoryBatch, PosItemFacts } from '../pos';
import { comparePosIds } from '../identity/posId';
import { type AreaStock, sellableAreas, sold, stockByArea, totalUnits } from './areas';
import { type ShownPrice, shownPrice } from './prices';

/** An item of the menu: all of its batches taken together. Money in integer cents. */
export interface ProductItem extends PosItemFacts {
  /** The price that the shop shows. */
  shown: ShownPrice | null;
  /** Units that can be sold now, over all sellable batches. */
  stock: number;
  stockByArea: AreaStock[];
  /** `YYYY-MM-DD`: the earliest among the batches on sale. */
  expiresOn: string | null;
  /** The latest time of a change that a batch names. */
  updated: string | null;
}

/**
 * Makes one item of all its batches, the same whatever their order. Each field comes from the first batch that knows it: those on
 * sale (sellable, with stock) first, then other sellable ones, then the rest; within these by batch id, of several rows of a batch the one with
 * the most units first.
 *
 * @throws RangeError without batches.
 */
export function combineBatches(batches: readonly PosInventoryBatch[]): ProductItem {
  const ranked = batches.toSorted(compareBatches);
  const [best] = ranked;
  if (best === undefined) throw new RangeError('An item has at least one batch. Pass all of its rows.');
  const onSale = ranked.filter((batch) => rank(batch) === 0);
  const weighed = ranked.find(({ weight }) => weight !== null);
  return {
    posItemId: best.posItemId,
    name: firstKnown(ranked, (batch) => batch.name),
    brand: firstKnown(ranked, (batch) => batch.brand),
    category: firstKnown(ranked, (batch) => batch.category),
    strain: firstKnown(ranked, (batch) => batch.strain),
    retailCents: firstKnown(ranked, (batch) => batch.retailCents),
    otdCents: firstKnown(ranked, (batch) => batch.otdCents),
    shown: firstKnown(ranked, shownPrice),
    costCents: firstKnown(ranked, (batch) => batch.costCents),
    batchCostCents: firstKnown(ranked, (batch) => batch.batchCostCents),
    stock: totalUnits(ranked.filter(({ sellable }) => sellable)),
    stockByArea: stockByArea(ranked),
    thcPercent: firstKnown(ranked, (batch) => knownPercent(batch.thcPercent)),
    cbdPercent: firstKnown(ranked, (batch) => knownPercent(batch.cbdPercent)),
    weight: weighed?.weight ?? null,
    weightUnit: weighed?.weightUnit ?? null,
    isCannabis: firstKnown(ranked, (batch) => batch.isCannabis),
    imageUrl: firstKnown(ranked, (batch) => batch.imageUrl),
    expiresOn: onSale.flatMap((batch) => batch.expiresOn ?? []).sort()[0] ?? null,
    updated:
      ranked
        .flatMap((batch) => batch.updated ?? [])
        .sort()
        .at(-1) ?? null,
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
    b.available - a.available ||
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

/**
 * The items of a whole inventory, by POS item id.
 * @param named The tenant's `pos.sellableAreas`; see {@link sellableAreas}.
 */
export function combineInventory(
  batches: readonly PosInventoryBatch[],
  named: readonly string[] | null = null,
): Map<string, ProductItem> {
  const sells = sellableAreas(batches, named);
  const byItem = new Map<string, PosInventoryBatch[]>();
  for (const batch of batches) {
    const own = sold(batch, sells);
    const rows = byItem.get(batch.posItemId);
    if (rows === undefined) byItem.set(batch.posItemId, [own]);
    else rows.push(own);
  }
  return new Map(Array.from(byItem, ([posItemId, rows]) => [posItemId, combineBatches(rows)]));
}

/** `"Category > Flower"` is Flower; the POS's word for none is null. */
export function categoryName(category: string | null): string | null {
  const name = category?.trim().replace(/^category\s*>\s*/i, '') ?? '';
  return name === '' || name.toLowerCase() === 'uncategorized' ? null : name;
}
