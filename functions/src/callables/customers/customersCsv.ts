import { stringify } from 'csv-stringify/sync';
import type { StoredCustomer } from '../../firestore/customers';
import { toIso } from './listedCustomer';

/** The columns of an export, in their order. Notes stay here: they are the staff's own and not for other programs. */
const COLUMNS: readonly [header: string, value: (customer: StoredCustomer) => string | number | null][] = [
  ['customerId', ({ customerId }) => customerId],
  ['source', ({ source }) => source],
  ['posCustomerId', ({ posCustomerId }) => posCustomerId],
  ['displayName', ({ displayName }) => displayName],
  ['firstName', ({ firstName }) => firstName],
  ['lastName', ({ lastName }) => lastName],
  ['email', ({ email }) => email],
  ['phone', ({ phone }) => phone],
  ['birthDate', ({ birthDate }) => birthDate],
  ['loyaltyPoints', ({ loyaltyPoints }) => loyaltyPoints],
  ['customerSince', ({ customerSince }) => toIso(customerSince)],
  ['segment', ({ segment }) => segment],
  ['segmentedAt', ({ segmentedAt }) => toIso(segmentedAt)],
  ['orderCount', ({ orderCount }) => orderCount],
  ['totalSpent', ({ totalSpent }) => totalSpent],
  ['avgOrderValue', ({ avgOrderValue }) => avgOrderValue],
  ['firstOrderDate', ({ firstOrderDate }) => toIso(firstOrderDate)],
  ['lastOrderDate', ({ lastOrderDate }) => toIso(lastOrderDate)],
  ['tags', ({ tags }) => tags.join('; ')],
];

/** The fields that {@link customerRow} needs. */
export const EXPORTED_FIELDS = COLUMNS.map(([header]) => header).filter((header) => header !== 'customerId');

export function csvHeader(): string {
  return csvRow(COLUMNS.map(([header]) => header));
}

export function csvRowOf(customer: StoredCustomer): string {
  return csvRow(COLUMNS.map(([, value]) => value(customer)));
}

/**
 * A line of CSV (RFC 4180). Text is quoted, so that no separator of another country splits it, and text that a spreadsheet would
 * take for a formula begins with an apostrophe (owasp.org/www-community/attacks/CSV_Injection).
 */
function csvRow(cells: readonly (string | number | null)[]): string {
  return stringify([[...cells]], { escape_formulas: true, quoted_string: true, record_delimiter: 'windows' });
}
