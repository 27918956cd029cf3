import type { ParsedRow, PosCustomer } from '../../domain/pos';
import { calendarDateField, emailField, instantField, numberField, posIdField, textField } from './fields';
import { aliases, idAliases, parseRow, type Row } from './row';

const ID = idAliases('id_customer', 'id');
const FIRST_NAME = aliases('name_first', 'first_name');
const LAST_NAME = aliases('name_last', 'last_name');
const FULL_NAME = aliases('name', 'full_name');
const EMAIL = aliases('email');
const PHONE = aliases('phone', 'cell_phone', 'phone_number');
const BIRTH_DATE = aliases('date_of_birth', 'birthday');
const CUSTOMER_SINCE = aliases('customer_since', 'date_created', 'created_at');
const LOYALTY_POINTS = aliases('loyalty_points');

/**
 * Reads a customer row of the POS (aliases: alleaves.md, "Rows"). Only the id is essential. The POS's own totals are unreliable and not read.
 * @param timeZone The tenant's, for times without a zone.
 */
export function parseCustomerRow(payload: unknown, timeZone: string): ParsedRow<PosCustomer> {
  return parseRow(
    payload,
    (row) => row.essential(ID, posIdField),
    (row, posCustomerId) => ({
      posCustomerId,
      email: row.optional(EMAIL, emailField),
      phone: row.optional(PHONE, textField),
      ...names(row),
      birthDate: row.optional(BIRTH_DATE, calendarDateField),
      loyaltyPoints: row.optional(LOYALTY_POINTS, numberField),
      customerSince: row.optional(CUSTOMER_SINCE, instantField(timeZone)),
    }),
  );
}

/**
 * "Guest" is the POS's word for a customer without a name, wherever it stands alone; as a last name beside a first name it is a name.
 */
function names(row: Row): Pick<PosCustomer, 'firstName' | 'lastName' | 'displayName'> {
  const firstName = unlessGuest(row.optional(FIRST_NAME, textField));
  const givenLastName = row.optional(LAST_NAME, textField);
  const lastName = firstName === null ? unlessGuest(givenLastName) : givenLastName;
  const fullName = unlessGuest(row.optional(FULL_NAME, textField));
  const joined = [firstName, lastName].filter((name) => name !== null).join(' ');
  return { firstName, lastName, displayName: fullName ?? (joined || null) };
}

function unlessGuest(name: string | null): string | null {
  return name?.toLowerCase() === 'guest' ? null : name;
}
