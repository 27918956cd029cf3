import type { WireRow } from '../../world';

/** Customer rows with every oddity of alleaves.md, those of its matching vectors (42, 43) first. */
export const ODD_CUSTOMERS: readonly WireRow[] = [
  // The matching vectors: no email; a real one, padded and in mixed case.
  { id_customer: 42, name_first: 'Ann', name_last: 'Vector', email: null },
  { id_customer: 43, name_first: 'Jane', name_last: 'Example', email: ' Jane@Example.com ' },
  // A family that shares one address.
  { id_customer: 51, name_first: 'Paul', name_last: 'Family', email: 'family@example.com' },
  { id_customer: 52, name_first: 'Petra', name_last: 'Family', email: 'FAMILY@example.com' },
  // Every alias in its other form: id, first_name, last_name, cell_phone, birthday, date_created; the id as numeric string, the points as text.
  {
    id: '61',
    first_name: ' Otto ',
    last_name: 'Alias',
    email: '',
    cell_phone: ' 555-0161 ',
    birthday: '1980-02-29',
    date_created: '2025-03-01T09:30:00',
    loyalty_points: '120',
  },
  // The third aliases: full_name, phone_number, created_at with a zone; a birthday in US order.
  {
    id: 62,
    full_name: 'Full Name',
    phone_number: '5550162',
    created_at: '2025-03-01T09:30:00Z',
    date_of_birth: '2/29/1980',
  },
  // "Guest" in any case means no name, alone or as first name.
  { id_customer: 63, name: 'GUEST', email: null },
  { id_customer: 64, name: 'guest', name_first: 'Known', name_last: 'After All', email: null },
  { id_customer: 65, name_first: 'Guest', name_last: '', email: null },
  // A placeholder address, and its lookalike, which is a real domain.
  { id_customer: 66, name: 'Placeholder', email: 'customer_66@alleaves.local' },
  { id_customer: 67, name: 'Lookalike', email: 'customer_67@alleaves.local.com' },
  // The POS's own totals, which are unreliable and not to be used.
  { id_customer: 68, name: 'Totals', email: null, total_spent: 99_999, order_count: 500 },
  // Optional fields that can't be read: used without them, and quarantined as well.
  {
    id_customer: 69,
    name: 'Unreadable',
    email: 'not-an-address',
    date_of_birth: '0000-00-00',
    loyalty_points: 'many',
  },
  // Bad rows: no id, id of none, an id that is no id, no object at all.
  { name: 'Without Id', email: 'noid@example.com' },
  { id_customer: 0, name: 'Zero Id', email: null },
  { id_customer: { nested: 1 }, name: 'Object Id', email: null },
  // Inserted while pages were read, so that it is seen twice.
  { id_customer: 42, name_first: 'Ann', name_last: 'Vector', email: null },
];
