import type { ProductItem } from '../menu/product';
import type { PosCustomer, PosOrder } from '../pos';

/** How to read each field whose filling is measured, by its name in the stored document. */
export type MeasuredFields<Of> = Readonly<Record<string, (record: Of) => unknown>>;

export const CUSTOMER_FIELDS: MeasuredFields<PosCustomer> = {
  email: ({ email }) => email,
  phone: ({ phone }) => phone,
  firstName: ({ firstName }) => firstName,
  lastName: ({ lastName }) => lastName,
  displayName: ({ displayName }) => displayName,
  birthDate: ({ birthDate }) => birthDate,
  loyaltyPoints: ({ loyaltyPoints }) => loyaltyPoints,
  customerSince: ({ customerSince }) => customerSince,
};

export const ORDER_FIELDS: MeasuredFields<PosOrder> = {
  posCustomerId: ({ posCustomerId }) => posCustomerId,
  email: ({ email }) => email,
  items: ({ items }) => items,
  subtotal: ({ subtotalCents }) => subtotalCents,
  tax: ({ taxCents }) => taxCents,
  discount: ({ discountCents }) => discountCents,
};

export const ITEM_FIELDS: MeasuredFields<ProductItem> = {
  name: ({ name }) => name,
  brand: ({ brand }) => brand,
  category: ({ category }) => category,
  price: ({ shown }) => shown,
  priceRetail: ({ retailCents }) => retailCents,
  priceOtd: ({ otdCents }) => otdCents,
  cost: ({ costCents }) => costCents,
  batchCost: ({ batchCostCents }) => batchCostCents,
  thcPercent: ({ thcPercent }) => thcPercent,
  cbdPercent: ({ cbdPercent }) => cbdPercent,
  strain: ({ strain }) => strain,
  weight: ({ weight }) => weight,
  imageUrl: ({ imageUrl }) => imageUrl,
};

/** How many records were looked at, and how many of them had each field. */
export interface Measured {
  readonly records: number;
  readonly filled: Readonly<Record<string, number>>;
}

export const NOTHING_MEASURED: Measured = { records: 0, filled: {} };

/** Whether a field holds something. 0 and false do. */
export function isFilled(value: unknown): boolean {
  return (
    value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}

export function measure<Of>(fields: MeasuredFields<Of>, records: Iterable<Of>): Measured {
  const readers = Object.entries(fields);
  const filled = Object.fromEntries(readers.map(([name]) => [name, 0]));
  let count = 0;
  for (const record of records) {
    count += 1;
    for (const [name, read] of readers) if (isFilled(read(record))) filled[name] = (filled[name] ?? 0) + 1;
  }
  return { records: count, filled };
}

export function addMeasured(a: Measured, b: Measured): Measured {
  const filled: Record<string, number> = { ...a.filled };
  for (const [name, count] of Object.entries(b.filled)) filled[name] = (filled[name] ?? 0) + count;
  return { records: a.records + b.records, filled };
}

/** The share of records that have each field, 0 to 1, to four places. */
export function fillRates({ records, filled }: Measured): Record<string, number> {
  if (records === 0) return {};
  return Object.fromEntries(
    Object.entries(filled).map(([name, count]) => [name, Math.round((count / records) * 10_000) / 10_000]),
  );
}
