import { type MenuSettings, readProducts } from '../../oracle/products';
import { readCustomer, readOrder } from '../../oracle/rows';
import type { WireRow } from '../../pos/world';
import { calendarDay } from './calendar';
import { canonicalFields } from './canonical';

export const STREAMS = ['customers', 'orders', 'items'] as const;
export type StreamName = (typeof STREAMS)[number];

/** What decides how rows are read. */
export interface ReadSettings extends MenuSettings {
  /** What a document may take. */
  documentBytes: number;
}

/** The fields of each stream's documents that say what the POS says. */
const FIELDS: Record<StreamName, readonly string[]> = {
  customers: [
    'posCustomerId',
    'email',
    'phone',
    'firstName',
    'lastName',
    'displayName',
    'birthDate',
    'loyaltyPoints',
    'customerSince',
  ],
  orders: [
    'posOrderId',
    'posCustomerId',
    'posLocationId',
    'email',
    'status',
    'counts',
    'total',
    'subtotal',
    'tax',
    'discount',
    'orderDate',
    'items',
  ],
  items: [
    'posItemId',
    'name',
    'brand',
    'category',
    'price',
    'priceIncludesTax',
    'priceRetail',
    'priceOtd',
    'cost',
    'batchCost',
    'stock',
    'stockByArea',
    'inStock',
    'thcPercent',
    'cbdPercent',
    'strain',
    'strainType',
    'weight',
    'weightUnit',
    'isCannabis',
    'expiresOn',
  ],
};

/** What a stored document says of its record, as text that can be compared. */
export function recordOfDocument(stream: StreamName, document: Readonly<Record<string, unknown>>): string {
  return canonicalFields(document, FIELDS[stream]);
}

/**
 * What the POS's rows of one record say, in the same form, read in the plainest way; null if they can't be used.
 * Orders and customers have one row, items one a batch.
 */
export function recordOfRows(
  stream: StreamName,
  rows: readonly WireRow[],
  settings: ReadSettings,
): string | null {
  const [row] = rows;
  if (row === undefined) return null;
  if (rows.length > 1) return read(stream, row, rows, settings);
  return recordOf(row, settings, () => read(stream, row, rows, settings));
}

const recordOf = rememberedByRow<string | null>();

/** Whose an order is and of which day, both '' where its row doesn't say. */
export function orderOfRow(row: WireRow | undefined, timeZone: string): { customer: string; day: string } {
  if (row === undefined) return { customer: '', day: '' };
  return orderOf(row, timeZone, () => {
    const order = readOrder(row, timeZone);
    return {
      customer: order?.posCustomerId ?? '',
      day: order === null ? '' : calendarDay(order.orderDate, timeZone),
    };
  });
}

const orderOf = rememberedByRow<{ customer: string; day: string }>();

/** Rows never change, they are replaced; and each is asked for again and again. */
function rememberedByRow<Fact>(): (row: WireRow, by: string | ReadSettings, read: () => Fact) => Fact {
  const remembered = new WeakMap<WireRow, { by: string | ReadSettings; fact: Fact }>();
  return (row, by, read) => {
    const known = remembered.get(row);
    if (known?.by === by) return known.fact;
    const fact = read();
    remembered.set(row, { by, fact });
    return fact;
  };
}

function read(
  stream: StreamName,
  row: WireRow,
  rows: readonly WireRow[],
  settings: ReadSettings,
): string | null {
  const { timeZone } = settings;
  if (stream === 'customers') {
    const customer = readCustomer(row, timeZone);
    return customer && recordOfDocument(stream, customer);
  }
  if (stream === 'orders') {
    const order = readOrder(row, timeZone, settings.documentBytes);
    return order && recordOfDocument(stream, { ...order, total: order.totalCents / 100 });
  }
  const [item] = readProducts(rows, settings).values();
  return item === undefined ? null : recordOfDocument(stream, item);
}
