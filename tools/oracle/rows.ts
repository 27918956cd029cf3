import type { WireRow } from '../pos/world';
import {
  category,
  cents,
  day,
  dollars,
  email,
  first,
  id,
  isObject,
  moment,
  number,
  text,
  unlessGuest,
  yes,
} from './values';

/** What a reader below gives, when it can use the row. */
export type Read<Reader extends (...given: never[]) => unknown> = NonNullable<ReturnType<Reader>>;

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

/** The id of the customer of a row, also of one that can't be read otherwise. */
export function customerIdOf(row: WireRow): string | null {
  return id(row, 'id_customer', 'id');
}

/** Whether a row is of another location than the shop's own, where it says so. */
export function isElsewhere(row: WireRow, location: string | null): boolean {
  const named = id(row, 'id_location');
  return location !== null && named !== null && named !== location;
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

/** Cancelled beats everything, complete everything but a refund, and being paid for a word that nobody knows. */
function statusOf(row: WireRow): string {
  const word = (text(row['status']) ?? '').toLowerCase();
  const known = KNOWN.test(word) ? word : (STATUSES[word] ?? null);
  if (yes(row['cancel']) || yes(row['void'])) return 'cancelled';
  if (yes(row['complete'])) return known === 'refunded' ? 'refunded' : 'completed';
  if (known !== null) return known;
  if (!yes(row['paid_in_full'])) return 'unknown';
  return text(row['complete']) === null && row['complete'] !== false ? 'completed' : 'confirmed';
}

/** @param documentBytes The bytes, in UTF-8, from which on an order is too large to be stored. */
export function readOrder(row: WireRow, timeZone: string, documentBytes = Infinity) {
  const posOrderId = id(row, 'id', 'id_order');
  const orderDate = readOrderDate(row, timeZone);
  const totalCents = cents(first(row, 'total', 'amount'));
  if (posOrderId === null || orderDate === null || totalCents === null || Number.isNaN(totalCents))
    return null;
  const status = statusOf(row);
  const lines: unknown[] = Array.isArray(row['items']) ? row['items'] : [];
  const products = lines.filter(isObject).some((line) => 'id_inventory_item' in line);
  const order = {
    posOrderId,
    posCustomerId: id(row, 'id_customer', 'userId', 'customer.id'),
    posLocationId: id(row, 'id_location'),
    email: email(first(row, 'email', 'customer_email', 'customer.email')),
    status,
    counts: status !== 'cancelled' && (totalCents < 0 || status !== 'refunded'),
    totalCents,
    subtotal: dollars(row['subtotal']),
    tax: dollars(row['tax']),
    discount: dollars(row['discount']),
    orderDate,
    items: lines.filter(isObject).map((line) => ({
      posItemId: products ? id(line, 'id_inventory_item', 'product_id') : id(line, 'id_item', 'product_id'),
      name: text(first(line, 'item', 'product_name')),
      quantity: number(first(line, 'quantity', 'qty')),
      price: dollars(first(line, 'price', 'unit_price')),
      category: category(text(line['category'])),
    })),
  };
  return Buffer.byteLength(JSON.stringify(order)) > documentBytes ? null : order;
}
