import type { Random } from './random';
import type { WireRow } from './world';

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
  const quarantined = random.chance(0.04);
  const expires = new Date(now.getTime() + random.integer(30, 400) * 86_400_000);
  return {
    id_item: item.id,
    id_batch: item.id * 10 + batch,
    item: item.name,
    sku: null,
    brand,
    category: item.category,
    price_otd_adult_use: random.chance(0.5) ? cents / 100 : 0,
    price_otd_medical_use: 0,
    price_otd: 0,
    price_retail_adult_use: 0,
    price_retail_medical_use: 0,
    price_retail: cents / 100,
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
    area: quarantined ? 'Quarantine' : 'Sales floor',
    area_type: quarantined ? 'quarantine' : 'retail',
    metrc_package_label: `1A406030000${item.id}${batch}`,
    date_expire: expires.toISOString().slice(0, 10),
    status: 'active',
    qc_hold: false,
    deleted: false,
  };
}
