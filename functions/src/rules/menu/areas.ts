import type { PosInventoryBatch } from '../pos';

type Placed = Pick<PosInventoryBatch, 'area' | 'areaType'>;

/** The type of areas that sell. */
const SELLING_TYPE = 'retail';

/** Areas that never sell unless the tenant names them, also as the POS misspells them (`"Quaratine "`). */
const UNSELLABLE_AREA = /(?<![a-z])(?:quaran?tined?|damaged?)(?![a-z])/i;

/**
 * Says of the areas of an inventory which ones sell. Those that the tenant names do, by name or by type, and no others. Unless it names some,
 * an area with a type sells only if that is `Retail`. One without a type doesn't sell beside areas of type `Retail`; if there are none, the inventory
 * doesn't use types, and all sell but those that are named for a quarantine or damaged goods. A row without an area
 * holds no stock, if others have one.
 *
 * @param named The tenant's `pos.sellableAreas`, in any case and spacing; null if it names none.
 */
export function sellableAreas(
  inventory: readonly Placed[],
  named: readonly string[] | null,
): (batch: Placed) => boolean {
  if (named !== null) {
    const known = new Set(named.map(comparable));
    return ({ area, areaType }) => known.has(comparable(area)) || known.has(comparable(areaType));
  }
  const usesTypes = inventory.some(({ areaType }) => comparable(areaType) === SELLING_TYPE);
  const usesAreas = inventory.some(({ area, areaType }) => comparable(area) + comparable(areaType) !== '');
  return ({ area, areaType }) => {
    const [name, type] = [comparable(area), comparable(areaType)];
    const isOfSellingType = type === '' ? !usesTypes && (name !== '' || !usesAreas) : type === SELLING_TYPE;
    return isOfSellingType && !UNSELLABLE_AREA.test(name);
  };
}

/** A batch of an inventory; one in an area that doesn't sell can't be sold, whatever else it says. */
export function sold(batch: PosInventoryBatch, sells: (batch: Placed) => boolean): PosInventoryBatch {
  return sells(batch) ? batch : { ...batch, sellable: false };
}

/** An item's units in one area. */
export interface AreaStock {
  /** As the POS spells it; null for units without an area. */
  area: string | null;
  /** Whether it can be sold: what is on hold or inactive can't, wherever it lies. */
  sellable: boolean;
  units: number;
}

/** Entries per item, more than any shop has areas. */
export const MAX_PLACES = 100;

/**
 * An item's units per area, whatever the order of its batches: sellable units first, then by area name. Areas without units are left out,
 * and names that differ only in case and spacing count as one area. At most {@link MAX_PLACES} entries.
 */
export function stockByArea(batches: readonly PosInventoryBatch[]): AreaStock[] {
  const places = new Map<string, PosInventoryBatch[]>();
  for (const batch of batches) {
    if (batch.available <= 0 || batch.deleted) continue;
    const place = `${batch.sellable ? 0 : 1} ${comparable(batch.area)}`;
    places.set(place, [...(places.get(place) ?? []), batch]);
  }
  const inOrder = [...places].sort(byText).slice(0, MAX_PLACES);
  return inOrder.map(([, lying]) => ({
    area: lying.flatMap(({ area }) => area ?? []).sort()[0] ?? null,
    sellable: lying[0]?.sellable === true,
    units: totalUnits(lying),
  }));
}

function byText([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Sums of fractional units (grams) carry noise far below this. */
const UNITS_PRECISION = 1e6;

/** The units of batches, taken together. */
export function totalUnits(batches: readonly PosInventoryBatch[]): number {
  return withoutNoise(batches.reduce((sum, { available }) => sum + available, 0));
}

export function withoutNoise(units: number): number {
  return Math.round(units * UNITS_PRECISION) / UNITS_PRECISION;
}

function comparable(text: string | null): string {
  return (text ?? '').trim().replace(/\s+/g, ' ').toLowerCase();
}
