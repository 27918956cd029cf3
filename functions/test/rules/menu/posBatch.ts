import type { PosInventoryBatch } from '../../../src/rules/pos';

/** A batch of item 5 that can be sold and of which else nothing is known. */
export function posBatch(known: Partial<PosInventoryBatch>): PosInventoryBatch {
  return {
    posItemId: '5',
    posBatchId: null,
    name: null,
    brand: null,
    category: null,
    strain: null,
    retailCents: null,
    otdCents: null,
    usesOtd: false,
    costCents: null,
    batchCostCents: null,
    area: null,
    areaType: null,
    available: 0,
    sellable: true,
    deleted: false,
    thcPercent: null,
    cbdPercent: null,
    weight: null,
    weightUnit: null,
    isCannabis: null,
    imageUrl: null,
    expiresOn: null,
    updated: null,
    ...known,
  };
}
