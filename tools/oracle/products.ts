import type { WireRow } from '../pos/world';
import { category, cents, day, first, id, isObject, moment, number, text } from './values';
import { isElsewhere } from './rows';

/** The first of a kind of price that is set; NaN if it can't be read. */
function priceOf(row: WireRow, kind: string): number | null {
  const amounts = [`${kind}_adult_use`, `${kind}_medical_use`, kind].map((name) => cents(row[name]));
  return amounts.find((amount) => amount !== null && amount !== 0) ?? null;
}

/** The price on the menu in cents, and whether it is with tax; NaN makes the batch unusable. */
function shown(row: WireRow): { amount: number; taxed: boolean } | null {
  const [retail, otd] = [priceOf(row, 'price_retail'), priceOf(row, 'price_otd')];
  const untaxed = retail === null ? null : { amount: retail, taxed: false };
  const taxed = otd === null ? null : { amount: otd, taxed: true };
  return row['use_otd_price'] === true ? (taxed ?? untaxed) : (untaxed ?? taxed);
}

function known(amount: number | null): number | null {
  return amount === null || Number.isNaN(amount) ? null : amount;
}

/** What a tenant's settings say of its menu. */
export interface MenuSettings {
  timeZone: string;
  sellableAreas?: readonly string[] | null;
  minimumStock?: number;
  itemDetails?: boolean;
  /** The tenant's location, if it is known. */
  location?: string | null;
}

const lower = (value: unknown) => (text(value) ?? '').toLowerCase();

/** Whether a row's area sells, by the names that the tenant gave, else by its type, else by its name. */
function areaSells(row: WireRow, all: readonly WireRow[], named: readonly string[] | null = null): boolean {
  const [area, type] = [lower(row['area']), lower(row['area_type'])];
  if (named !== null) return named.some((name) => [area, type].includes(name.trim().toLowerCase()));
  if (type !== '') return type === 'retail' && !/quara|damaged/.test(area);
  if (all.some((other) => lower(other['area_type']) === 'retail')) return false;
  if (area === '') return all.every((other) => lower(other['area']) + lower(other['area_type']) === '');
  return !/quara|damaged/.test(area);
}

function sellable(row: WireRow): boolean {
  const inactive = /inactive/i.test(text(row['status']) ?? '');
  return row['sells'] !== false && !row['qc_hold'] && !row['deleted'] && !inactive;
}

function held(row: WireRow): number {
  return Math.max(0, number(row['available']) ?? 0);
}

function units(row: WireRow): number {
  return sellable(row) ? held(row) : 0;
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

/**
 * The menu by item id: each item of all its batches, those on sale first, then those that could be, each by batch id, the most units first.
 * @param list The list of items, with images and descriptions.
 */
export function readProducts(
  rows: readonly WireRow[],
  settings: MenuSettings,
  list: readonly WireRow[] = [],
): Map<string, Record<string, unknown>> {
  const usable = rows.filter(
    (row) =>
      id(row, 'id_item') !== null &&
      !isElsewhere(row, settings.location ?? null) &&
      number(row['available']) !== null &&
      !Number.isNaN(shown(row)?.amount),
  );
  const batches = new Map<string, WireRow[]>();
  for (const row of usable) {
    const item = id(row, 'id_item') ?? '';
    const placed = { ...row, sells: areaSells(row, usable, settings.sellableAreas) };
    batches.set(item, [...(batches.get(item) ?? []), placed]);
  }
  return new Map(
    [...batches].map(([item, own]) => {
      const details = list.find((row) => settings.itemDetails !== false && id(row, 'id_item') === item);
      return [item, product(item, own, settings, details ?? {})];
    }),
  );
}

function product(
  posItemId: string,
  batches: WireRow[],
  { timeZone, minimumStock = 0 }: MenuSettings,
  details: WireRow,
): Record<string, unknown> {
  const rank = (row: WireRow) => (units(row) > 0 ? 0 : sellable(row) ? 1 : 2);
  const most = (row: WireRow) => -(number(row['available']) ?? 0);
  batches.sort(
    (a, b) => rank(a) - rank(b) || Number(a['id_batch']) - Number(b['id_batch']) || most(a) - most(b),
  );
  const first = <T>(read: (row: WireRow) => T | null): T | null =>
    batches.map(read).find((value) => value !== null) ?? null;
  const inDollars = (read: (row: WireRow) => number | null) => {
    const amount = first((row) => known(read(row)));
    return amount === null ? null : amount / 100;
  };
  const stock = batches.reduce((sum, row) => sum + units(row), 0);
  const name = first((row) => text(row['item']));
  const kind = category(first((row) => text(row['category'])));
  const strain = first((row) => text(row['strain']));
  const onSale = batches.filter((row) => units(row) > 0);
  const [expiry] = onSale
    .map((row) => day(row['date_expire']) ?? [])
    .flat()
    .sort();
  const price = first(shown);
  const weighed = batches.find((row) => (number(row['weight_useable']) ?? 0) > 0);
  const media: unknown[] = Array.isArray(details['media_list']) ? details['media_list'] : [];
  const images = [first(picture), ...media.filter(isObject).map(({ content }) => text(content))];
  const imageUrls = [...new Set(images.filter((address) => address !== null))];
  return {
    posItemId,
    name,
    brand: first((row) => text(row['brand'])),
    category: kind,
    price: price === null ? null : price.amount / 100,
    priceIncludesTax: price === null ? null : price.taxed,
    priceRetail: inDollars((row) => priceOf(row, 'price_retail')),
    priceOtd: inDollars((row) => priceOf(row, 'price_otd')),
    cost: inDollars((row) => cents(row['cost_of_good'])),
    batchCost: inDollars((row) => cents(row['batch_cost_of_good'])),
    stock,
    stockByArea: places(batches),
    inStock: stock > minimumStock,
    thcPercent: first((row) => percent(row, 'thc', 'THC')),
    cbdPercent: first((row) => percent(row, 'cbd', 'CBD')),
    strain,
    strainType: isTypeWord(strain) ? strain.toLowerCase() : strainType(name, kind),
    weight: weighed === undefined ? null : number(weighed['weight_useable']),
    weightUnit: weighed === undefined ? null : text(weighed['weight_useable_uom_short']),
    isCannabis: first((row) => (typeof row['is_cannabis'] === 'boolean' ? row['is_cannabis'] : null)),
    description: plain(details['product_description']),
    imageUrls,
    imageUrl: imageUrls[0] ?? null,
    expiresOn: expiry === undefined ? null : moment(expiry, timeZone),
  };
}

/** The units of each area, first those on sale. */
function places(batches: readonly WireRow[]) {
  return [true, false].flatMap((onSale) => {
    const own = batches.filter((row) => sellable(row) === onSale && !row['deleted'] && held(row) > 0);
    const names = [...new Set(own.map((row) => lower(row['area'])))].sort();
    return names.map((name) => {
      const lying = own.filter((row) => lower(row['area']) === name);
      const [area] = lying.flatMap((row) => text(row['area']) ?? []).sort();
      const sum = lying.reduce((total, row) => total + held(row), 0);
      return { area: area ?? null, sellable: onSale, units: Math.round(sum * 1e6) / 1e6 };
    });
  });
}

/** A description of paragraphs, without the other markup that a real one can have. */
function plain(html: unknown): string | null {
  const words = (text(html) ?? '')
    .replaceAll('</p><p>', '\n\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&amp;', '&')
    .trim();
  return words === '' ? null : words;
}

function isTypeWord(strain: string | null): strain is string {
  return /^(sativa|indica|hybrid|cbd)$/i.test(strain ?? '');
}
