import { humanize } from '../../format/labels';

/** What staff call the fields of the POS's rows whose names don't say it. */
const NAMES: Partial<Record<string, string>> = {
  name_first: 'First name',
  name_last: 'Last name',
  full_name: 'Full name',
  cell_phone: 'Cell phone',
  date_of_birth: 'Birthday',
  created_at: 'Date',
  date_created: 'Date',
  id_customer: 'Customer number',
  id_order: 'Order number',
  id_item: 'Item number',
  product_id: 'Item number',
  id_batch: 'Batch number',
  userId: 'Customer number',
  customer_email: 'Email',
  amount: 'Total',
  items: 'Items',
  item: 'Item name',
  product_name: 'Item name',
  qty: 'Quantity',
  unit_price: 'Price',
  price_otd: 'Price with tax',
  price_otd_adult_use: 'Price with tax (adult use)',
  price_otd_medical_use: 'Price with tax (medical)',
  price_retail: 'Price before tax',
  price_retail_adult_use: 'Price before tax (adult use)',
  price_retail_medical_use: 'Price before tax (medical)',
  cost_of_good: 'Cost',
  batch_cost_of_good: 'Cost of the batch',
  available: 'Stock',
  on_hand: 'Stock on hand',
  compounds: 'Lab results',
  thc: 'THC',
  cbd: 'CBD',
  date_expire: 'Expiration date',
  imageUrl: 'Picture',
  image_url: 'Picture',
  image: 'Picture',
  id: 'Number',
};

/** `items.2.qty` → `Item 3, quantity`. The whole row has an empty path. */
export function fieldName(path: string): string {
  if (path === '') return 'The row';
  const [list, index, ...rest] = path.split('.');
  if (list === 'items' && index !== undefined && /^\d+$/.test(index)) {
    const line = `Item ${Number(index) + 1}`;
    return rest.length === 0 ? line : `${line}, ${lowerFirst(fieldName(rest.join('.')))}`;
  }
  const last = path.split('.').at(-1) ?? path;
  return NAMES[last] ?? humanize(last);
}

/** Abbreviations stay as they are. */
function lowerFirst(text: string): string {
  return /^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
