import { DateTime } from 'luxon';
import type { WireRow } from '../pos/world';

/** What a reader below gives, when it can use the row. */
export type Read<Reader extends (...given: never[]) => unknown> = NonNullable<ReturnType<Reader>>;

/** The first of the names that holds something; a dot leads into a nested object. */
function first(row: WireRow, ...names: string[]): unknown {
  for (const name of names) {
    const [outer = '', inner] = name.split('.');
    const holder = row[outer];
    const value = inner === undefined ? holder : isObject(holder) ? holder[inner] : undefined;
    if (value !== null && value !== undefined && text(value) !== '') return value;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : null;
}

/** The first of the names that holds an id; 0 is none. */
function id(row: WireRow, ...names: string[]): string | null {
  for (const name of names) {
    const found = text(first(row, name))?.replace('alleaves_', '');
    if (found !== undefined && found !== '0') return found;
  }
  return null;
}

function email(value: unknown): string | null {
  const address = text(value)?.toLowerCase() ?? '';
  return /^\S+@\S+\.\S+$/.test(address) && !address.endsWith('@alleaves.local') ? address : null;
}

/** Cents; NaN for what can't be read, null for nothing. */
function cents(value: unknown): number | null {
  const amount = text(value);
  return amount === null ? null : Math.round(Number(amount.replaceAll(/[$,]/g, '')) * 100);
}

function dollars(value: unknown): number | null {
  const amount = cents(value);
  return amount === null || Number.isNaN(amount) ? null : amount / 100;
}

function number(value: unknown): number | null {
  const digits = text(value);
  return digits === null || Number.isNaN(Number(digits)) ? null : Number(digits);
}

/** Without a zone, a time on the wall; what the clock shows twice in autumn is the first of the two. */
function moment(value: unknown, timeZone: string): Date | null {
  const date = DateTime.fromISO(text(value) ?? '', { zone: timeZone });
  return date.isValid ? new Date(Math.min(...date.getPossibleOffsets().map(Number))) : null;
}

function day(value: unknown): string | null {
  const written = text(value) ?? '';
  const us = DateTime.fromFormat(written, 'M/d/yyyy');
  const date = us.isValid ? us : DateTime.fromISO(written);
  return date.isValid && date.year > 0 ? date.toISODate() : null;
}

function category(label: string | null): string | null {
  const name = label?.replace('Category > ', '') ?? '';
  return name === '' || name === 'Uncategorized' ? null : name;
}

function unlessGuest(name: string | null): string | null {
  return name === null || name.toLowerCase() === 'guest' || name === '' ? null : name;
}

export function readCustomer(row: WireRow, timeZone: string) {
  const posCustomerId = id(row, 'id_customer', 'id');
  if (posCustomerId === null) return null;
  const firstName = unlessGuest(text(first(row, 'name_first', 'first_name')));
  const lastName = unlessGuest(text(first(row, 'name_last', 'last_name')));
  const wholeName = unlessGuest(text(first(row, 'name', 'full_name')));
  return {
    posCustomerId,
    email: email(first(row, 'email')),
    phone: text(first(row, 'phone', 'cell_phone', 'phone_number')),
    firstName,
    lastName,
    displayName: wholeName ?? unlessGuest(`${firstName ?? ''} ${lastName ?? ''}`.trim()),
    birthDate: day(first(row, 'date_of_birth', 'birthday')),
    loyaltyPoints: number(first(row, 'loyalty_points')),
    customerSince: moment(first(row, 'customer_since', 'date_created', 'created_at'), timeZone),
  };
}

const STATUSES: Record<string, string> = {
  processing: 'preparing',
  delivered: 'completed',
  canceled: 'cancelled',
  void: 'cancelled',
  voided: 'cancelled',
  returned: 'refunded',
};
const KNOWN = /^(pending|submitted|confirmed|preparing|ready|completed|cancelled|refunded)$/;

export function readOrderDate(row: WireRow, timeZone: string): Date | null {
  return moment(first(row, 'date_created', 'created_at'), timeZone);
}

export function readOrder(row: WireRow, timeZone: string) {
  const posOrderId = id(row, 'id', 'id_order');
  const orderDate = readOrderDate(row, timeZone);
  const totalCents = cents(first(row, 'total', 'amount'));
  if (posOrderId === null || orderDate === null || totalCents === null || Number.isNaN(totalCents))
    return null;
  const word = (text(row['status']) ?? '').toLowerCase();
  const status = KNOWN.test(word) ? word : (STATUSES[word] ?? 'unknown');
  const lines: unknown[] = Array.isArray(row['items']) ? row['items'] : [];
  return {
    posOrderId,
    posCustomerId: id(row, 'id_customer', 'userId', 'customer.id'),
    email: email(first(row, 'email', 'customer_email', 'customer.email')),
    status,
    counts: status !== 'cancelled' && status !== 'refunded',
    totalCents,
    subtotal: dollars(row['subtotal']),
    tax: dollars(row['tax']),
    discount: dollars(row['discount']),
    orderDate,
    items: lines.filter(isObject).map((line) => ({
      posItemId: id(line, 'id_item', 'product_id'),
      name: text(first(line, 'item', 'product_name')),
      quantity: number(first(line, 'quantity', 'qty')),
      price: dollars(first(line, 'price', 'unit_price')),
      category: category(text(line['category'])),
    })),
  };
}

const PRICES = [
  'price_otd_adult_use',
  'price_otd_medical_use',
  'price_otd',
  'price_retail_adult_use',
  'price_retail_medical_use',
  'price_retail',
];

/** The prices up to the first that is set; NaN among them makes the batch unusable. */
function price(row: WireRow): number | null {
  const set = PRICES.map((name) => cents(row[name])).find((amount) => amount !== null && amount !== 0);
  return set ?? null;
}

function sellable(row: WireRow): boolean {
  const area = `${text(row['area']) ?? ''} ${text(row['area_type']) ?? ''}`;
  const inactive = /inactive/i.test(text(row['status']) ?? '');
  return !/quarantine|damaged/i.test(area) && !row['qc_hold'] && !row['deleted'] && !inactive;
}

function units(row: WireRow): number {
  return sellable(row) ? Math.max(0, number(row['available']) ?? 0) : 0;
}

function percent(row: WireRow, field: string, compound: string): number | null {
  const own = number(row[field]);
  if (own) return own;
  const compounds: unknown[] = Array.isArray(row['compounds']) ? row['compounds'] : [];
  const results = compounds
    .filter(isObject)
    .filter(({ name }) =>
      [`${compound} %`, compound, `TOTAL ${compound}`].includes(String(name).toUpperCase()),
    )
    .map(({ result }) => number(String(result).replace('%', '')));
  return results.find((result) => result) ?? null;
}

function picture(row: WireRow): string | null {
  const address = text(first(row, 'image_url', 'image', 'imageUrl'));
  return address === null || address.includes('placeholder') ? null : address;
}

function strainType(...texts: (string | null)[]): string | null {
  for (const words of texts) {
    const found = (words ?? '').toLowerCase().split(/[^a-z0-9]+/);
    if (found.includes('hybrid') || (found.includes('sativa') && found.includes('indica'))) return 'hybrid';
    const type = ['sativa', 'indica', 'cbd'].find((word) => found.includes(word));
    if (type !== undefined) return type;
  }
  return null;
}

/** The menu by item id: each item of all its batches, those on sale first, then those that could be, each by batch id. */
export function readProducts(
  rows: readonly WireRow[],
  timeZone: string,
): Map<string, Record<string, unknown>> {
  const batches = new Map<string, WireRow[]>();
  for (const row of rows) {
    const item = id(row, 'id_item');
    if (item === null || number(row['available']) === null || Number.isNaN(price(row))) continue;
    batches.set(item, [...(batches.get(item) ?? []), row]);
  }
  return new Map([...batches].map(([item, own]) => [item, product(item, own, timeZone)]));
}

function product(posItemId: string, batches: WireRow[], timeZone: string): Record<string, unknown> {
  const rank = (row: WireRow) => (units(row) > 0 ? 0 : sellable(row) ? 1 : 2);
  batches.sort((a, b) => rank(a) - rank(b) || Number(a['id_batch']) - Number(b['id_batch']));
  const known = <T>(read: (row: WireRow) => T | null): T | null =>
    batches.map(read).find((value) => value !== null) ?? null;
  const stock = batches.reduce((sum, row) => sum + units(row), 0);
  const name = known((row) => text(row['item']));
  const kind = category(known((row) => text(row['category'])));
  const strain = known((row) => text(row['strain']));
  const onSale = batches.filter((row) => units(row) > 0);
  const [expiry] = onSale
    .map((row) => day(row['date_expire']) ?? [])
    .flat()
    .sort();
  const cost = known((row) => cents(row['cost_of_good']));
  const batchCost = known((row) => cents(row['batch_cost_of_good']));
  const amount = known(price);
  return {
    posItemId,
    name,
    brand: known((row) => text(row['brand'])),
    category: kind,
    price: amount === null ? null : amount / 100,
    cost: cost === null ? null : cost / 100,
    batchCost: batchCost === null ? null : batchCost / 100,
    stock,
    inStock: stock > 0,
    thcPercent: known((row) => percent(row, 'thc', 'THC')),
    cbdPercent: known((row) => percent(row, 'cbd', 'CBD')),
    strain,
    strainType: isTypeWord(strain) ? strain.toLowerCase() : strainType(name, kind),
    imageUrl: known(picture),
    expiresOn: expiry === undefined ? null : moment(expiry, timeZone),
  };
}

function isTypeWord(strain: string | null): strain is string {
  return /^(sativa|indica|hybrid|cbd)$/i.test(strain ?? '');
}
