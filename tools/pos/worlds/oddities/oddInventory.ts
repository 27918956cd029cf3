import type { WireRow } from '../../world';

/** A sellable batch of item 9001 without oddity; the rows below say what differs. */
const PLAIN: WireRow = {
  id_item: 9001,
  id_batch: 90_011,
  item: 'Numbered',
  sku: null,
  brand: 'Fern & Co',
  category: 'Category > Flower',
  price_otd_adult_use: 30,
  price_otd_medical_use: 0,
  price_otd: 0,
  price_retail_adult_use: 0,
  price_retail_medical_use: 0,
  price_retail: 25,
  use_otd_price: false,
  cost_of_good: 12.5,
  batch_cost_of_good: null,
  available: 4,
  on_hand: 5,
  thc: null,
  cbd: null,
  compounds: [],
  strain: 'Blue Dream',
  area: 'Sales floor',
  area_type: 'Retail',
  date_expire: '2027-06-30',
  status: 'active',
  qc_hold: false,
  deleted: false,
};

const NO_PRICE = { price_otd_adult_use: 0, price_retail: 0 };

/** Inventory rows with every oddity of alleaves.md. */
export const ODD_INVENTORY: readonly WireRow[] = [
  // Several batches: the last one is empty, and the item is in stock all the same (4 + 6).
  PLAIN,
  {
    ...PLAIN,
    id_batch: 90_012,
    available: '6',
    on_hand: '6',
    cost_of_good: '$13.00',
    batch_cost_of_good: 12.75,
  },
  { ...PLAIN, id_batch: 90_013, available: 0, on_hand: 0 },
  // Not sellable: in an area of another type, misspelt as a real one is, on hold, deleted, inactive.
  { ...PLAIN, id_batch: 90_014, available: 50, area: 'Quaratine ', area_type: 'Damaged' },
  { ...PLAIN, id_batch: 90_015, available: 50, area: 'DAMAGED goods', area_type: null },
  { ...PLAIN, id_batch: 90_016, available: 50, qc_hold: true },
  { ...PLAIN, id_batch: 90_017, available: 50, deleted: 1 },
  { ...PLAIN, id_batch: 90_018, available: 50, status: 'Inactive' },
  // The prices, one item per field: the first of its kind that is not 0, as number or as text; that with tax only if there is no other, or
  // if the shop shows it.
  { ...PLAIN, ...NO_PRICE, id_item: 9011, id_batch: 1, price_otd_adult_use: '31.00', price_otd: 20 },
  { ...PLAIN, ...NO_PRICE, id_item: 9012, id_batch: 1, price_otd_medical_use: 32, price_otd: 20 },
  { ...PLAIN, ...NO_PRICE, id_item: 9013, id_batch: 1, price_otd: '$33' },
  { ...PLAIN, ...NO_PRICE, id_item: 9014, id_batch: 1, price_retail_adult_use: 34, price_retail: 20 },
  { ...PLAIN, ...NO_PRICE, id_item: 9015, id_batch: 1, price_retail_medical_use: 35, price_retail: 20 },
  {
    ...PLAIN,
    ...NO_PRICE,
    id_item: 9016,
    id_batch: 1,
    price_retail_adult_use: '0.00',
    price_otd_adult_use: 40.68,
    price_retail: 36,
  },
  { ...PLAIN, id_item: 9018, id_batch: 1, price_otd_adult_use: 22.6, price_retail: 20, use_otd_price: true },
  // No price at all: unknown, and not $0.
  { ...PLAIN, ...NO_PRICE, id_item: 9017, id_batch: 1 },
  // THC: own figure; only in the laboratory's compounds, in each wording; 0 means unknown.
  { ...PLAIN, id_item: 9021, id_batch: 1, item: 'Sativa Own THC', thc: '19.5' },
  {
    ...PLAIN,
    id_item: 9022,
    id_batch: 1,
    item: 'Indica Compound',
    compounds: [{ name: 'THC %', result: '21.4' }],
  },
  {
    ...PLAIN,
    id_item: 9023,
    id_batch: 1,
    thc: 0,
    compounds: [
      { name: 'Total THC', result: '22.5%' },
      { name: 'CBD %', result: 0.4 },
    ],
  },
  { ...PLAIN, id_item: 9024, id_batch: 1, thc: 0, compounds: [{ name: 'THC', result: 'ND' }] },
  // Strain as a type word, category of none, brand unknown.
  { ...PLAIN, id_item: 9031, id_batch: 1, strain: 'hybrid', category: 'Uncategorized', brand: null },
  // Pictures: a real one, a stand-in, the other alias.
  { ...PLAIN, id_item: 9041, id_batch: 1, image_url: 'https://images.example.com/9041.jpg' },
  { ...PLAIN, id_item: 9042, id_batch: 1, image_url: 'https://images.example.com/placeholder.png' },
  { ...PLAIN, id_item: 9043, id_batch: 1, imageUrl: 'https://images.example.com/9043.jpg' },
  // Oversold: below zero counts as none.
  { ...PLAIN, id_item: 9051, id_batch: 1, available: -3, on_hand: -3 },
  // Optional fields that can't be read: used without them, and quarantined as well.
  { ...PLAIN, id_item: 9052, id_batch: 1, date_expire: 'soon', thc: 'strong' },
  // Bad rows: no id, a price that can't be read, a number of units that can't be read.
  { ...PLAIN, id_item: null, id_batch: 1 },
  { ...PLAIN, id_item: 9061, id_batch: 1, price_retail: 'ask' },
  { ...PLAIN, id_item: 9062, id_batch: 1, available: 'plenty' },
];
