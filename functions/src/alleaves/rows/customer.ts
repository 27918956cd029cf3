import { cutText, joinedName, MAX_NAME_LENGTH } from '../../rules/customers/names';
import { withoutInvisible } from '../../rules/identity/invisible';
import { MAX_PHONE_LENGTH } from '../../rules/identity/phone';
import type { ParsedRow, PosCustomer } from '../../rules/pos';
import { calendarDateField, emailField, instantField, numberField, posIdField, textField } from './fields';
import { type Aliases, aliases, idAliases, parseRow, type Row } from './row';

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
      phone: shortText(row, PHONE, MAX_PHONE_LENGTH),
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
  const firstName = unlessGuest(nameOf(row, FIRST_NAME));
  const givenLastName = nameOf(row, LAST_NAME);
  const lastName = firstName === null ? unlessGuest(givenLastName) : givenLastName;
  const fullName = unlessGuest(nameOf(row, FULL_NAME));
  return { firstName, lastName, displayName: fullName ?? joinedName({ firstName, lastName }) };
}

function nameOf(row: Row, names: Aliases): string | null {
  return shortText(row, names, MAX_NAME_LENGTH);
}

/** The beginning of a text; that there was more is an issue. */
function shortText(row: Row, names: Aliases, length: number): string | null {
  const text = row.optional(names, textField);
  if (text === null || text.length <= length) return text;
  row.report(row.find(names)?.name ?? '', `is longer than ${length} characters`);
  return cutText(text, length);
}

function unlessGuest(name: string | null): string | null {
  return name !== null && withoutInvisible(name).trim().toLowerCase() === 'guest' ? null : name;
}
