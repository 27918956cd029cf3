import type { Random } from './random';
import type { WireRow } from '../world';

export interface MenuItem {
  id: number;
  name: string;
  category: string | null;
}

const CATEGORIES = ['Flower', 'Pre-Roll', 'Edible', 'Vaporizer', 'Concentrate', 'Tincture'];
const STRAINS = ['Blue Dream', 'Sour Diesel', 'Gelato', 'Harlequin', 'OG Kush', 'Pineapple Express', 'ACDC'];
const TYPES = ['Sativa', 'Indica', 'Hybrid', 'CBD'];
const BRANDS = ['Northern Acre', 'Half Moon', 'Riverbend', 'Cinder', 'Fern & Co'];

/** Raw inventory rows of `count` items with one to three batches each, with the gaps that a real inventory has (alleaves.md). */
export function buildInventory(
  random: Random,
  count: number,
  now: Date,
): { items: MenuItem[]; rows: WireRow[] } {
  const items: MenuItem[] = [];
  const rows: WireRow[] = [];
  for (let index = 1; index <= count; index += 1) {
    const category = random.pick(CATEGORIES);
    const strain = random.pick(STRAINS);
    const type = random.chance(0.6) ? ` ${random.pick(TYPES)}` : '';
    const item = {
      id: 9000 + index,
      name: `${strain}${type} ${category} ${index}`,
      category: `Category > ${category}`,
    };
    items.push(item);
    const cents = random.integer(800, 7000);
    const brand = random.chance(0.16) ? null : random.pick(BRANDS);
    for (let batch = random.integer(1, 3); batch > 0; batch -= 1) {
      rows.push(batchRow(random, { item, batch, strain, brand, cents, now }));
    }
  }
  return { items, rows };
}

function batchRow(
  random: Random,
  given: { item: MenuItem; batch: number; strain: string; brand: string | null; cents: number; now: Date },
): WireRow {
  const { item, batch, strain, brand, cents, now } = given;
  const tested = random.chance(0.06);
  const available = random.chance(0.2) ? 0 : random.integer(1, 60);
  const damaged = random.chance(0.04);
  const forAdults = random.chance(0.5);
  const expires = new Date(now.getTime() + random.integer(30, 400) * 86_400_000);
  return {
    id_item: item.id,
    id_batch: item.id * 10 + batch,
    item: item.name,
    sku: null,
    brand,
    category: item.category,
    ...pricesOf(cents, forAdults),
    use_otd_price: item.id % OTD_SHARE === 0,
    cost_of_good: Math.round(cents * 0.45) / 100,
    batch_cost_of_good: random.chance(0.55) ? null : Math.round(cents * 0.43) / 100,
    available,
    on_hand: available,
    thc: tested ? random.integer(120, 320) / 10 : null,
    cbd: null,
    compounds: random.chance(0.05)
      ? [{ name: 'THC %', result: (random.integer(120, 320) / 10).toFixed(1) }]
      : [],
    strain,
    is_adult_use: true,
    is_cannabis: true,
    weight_useable: WEIGHTS[item.id % WEIGHTS.length],
    weight_useable_uom_short: 'g',
    ...(damaged ? DAMAGED_AREA : SALES_FLOOR),
    metrc_package_label: `1A406030000${item.id}${batch}`,
    date_expire: expires.toISOString().slice(0, 10),
    status: 'active',
    qc_hold: false,
    deleted: false,
    date_updated: DETAILS_CHANGED,
  };
}

/** One item in so many is sold at its price with tax. */
const OTD_SHARE = 190;
/** Grams; 0 for what isn't sold by weight. */
const WEIGHTS = [3.5, 1, 0, 0.5];
const DETAILS_CHANGED = '2026-10-01T09:30:00.000Z';

/** As a real POS has them: the type says that it must not sell, and the name is misspelt. */
export const DAMAGED_AREA = { area: 'Quaratine ', area_type: 'Damaged' };
export const SALES_FLOOR = { area: 'Sales Floor', area_type: 'Retail' };

/** All six prices of a row: those with tax are 1.13 times the others. */
export function pricesOf(cents: number, forAdults: boolean): WireRow {
  const [retail, otd] = [cents / 100, Math.round(cents * 1.13) / 100];
  return {
    price_otd_adult_use: forAdults ? otd : 0,
    price_otd_medical_use: 0,
    price_otd: otd,
    price_retail_adult_use: forAdults ? retail : 0,
    price_retail_medical_use: 0,
    price_retail: retail,
  };
}

/** The rows of some items in the list of items: of each third one, with up to two images and a description with markup. */
export function detailRows(items: readonly MenuItem[]): WireRow[] {
  return items
    .filter(({ id }) => id % 3 === 0)
    .map(({ id, name }) => ({
      id_item: id,
      item: name,
      media_list: Array.from({ length: id % 2 === 0 ? 1 : 2 }, (_, index) => ({
        content: `https://images.example.com/${id}-${index + 1}.jpg`,
      })),
      product_description: `<p><b>${name}</b> is grown &amp; cured by hand.</p><p>Keep it cool.</p>`,
      date_updated: DETAILS_CHANGED,
    }));
}
