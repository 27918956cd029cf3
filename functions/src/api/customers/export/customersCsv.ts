import { stringify } from 'csv-stringify/sync';
import { CONSENT_CHANNELS, type ConsentChannel } from '../../../rules/customers/consent';
import type { StoredCustomer } from '../../../documents/customer';
import { internationalPhone } from '../../../rules/identity/phone';

/**
 * The fields that are exported, in the order of their columns, with the columns' names. Notes stay here: they are the staff's own and
 * not for other programs.
 */
const FIELD_COLUMNS = {
  source: 'Entered',
  posCustomerId: 'POS number',
  displayName: 'Name',
  firstName: 'First name',
  lastName: 'Last name',
  email: 'Email',
  phone: 'Phone',
  birthDate: 'Birthday',
  loyaltyPoints: 'Loyalty points',
  customerSince: 'Customer since',
  segment: 'Segment',
  segmentedAt: 'In segment since',
  orderCount: 'Orders',
  totalSpent: 'Total spent (USD)',
  avgOrderValue: 'Average order (USD)',
  firstOrderDate: 'First order',
  lastOrderDate: 'Last order',
  usualDaysBetweenOrders: 'Usual days between orders',
  overdueAt: 'Overdue from',
  tags: 'Tags',
  goneSince: 'Gone from the POS since',
} as const satisfies Partial<Record<keyof StoredCustomer, string>>;

/** What was said about each channel, and when. */
const CONSENT_COLUMNS = {
  sms: ['Texts', 'Texts since'],
  email: ['Emails', 'Emails since'],
} as const satisfies Record<ConsentChannel, readonly string[]>;

type ExportedField = keyof typeof FIELD_COLUMNS;

export const EXPORTED_FIELDS = Object.keys(FIELD_COLUMNS).filter(
  (name): name is ExportedField => name in FIELD_COLUMNS,
);

export function csvHeader(): string {
  return csvRow(['Customer ID', ...Object.values(FIELD_COLUMNS), ...Object.values(CONSENT_COLUMNS).flat()]);
}

export function csvRowOf(customer: StoredCustomer): string {
  const fields = EXPORTED_FIELDS.map((name) => toCell(name, customer[name]));
  const consent = CONSENT_CHANNELS.flatMap((channel) => {
    const { status, at } = customer.consent[channel];
    return [status, at === null ? null : at.toISOString()];
  });
  return csvRow([customer.customerId, ...fields, ...consent]);
}

function toCell(name: ExportedField, value: StoredCustomer[ExportedField]): string | number | null {
  if (value instanceof Date) return value.toISOString();
  if (name === 'phone' && typeof value === 'string') return internationalPhone(value) ?? value;
  return Array.isArray(value) ? value.join('; ') : value;
}

/** A number as {@link internationalPhone} gives it begins with a plus and is no formula: mail and text tools need it as it is. */
const NUMBER = /^\+\d{7,15}$/;

/**
 * A line of CSV (RFC 4180). Text is quoted, so that no separator of another country splits it, and text that a spreadsheet would
 * take for a formula begins with an apostrophe (owasp.org/www-community/attacks/CSV_Injection).
 */
function csvRow(cells: readonly (string | number | null)[]): string {
  return stringify([[...cells]], {
    escape_formulas: true,
    quoted_string: true,
    record_delimiter: 'windows',
    cast: { string: (value) => (NUMBER.test(value) ? { value, escape_formulas: false } : value) },
  });
}
