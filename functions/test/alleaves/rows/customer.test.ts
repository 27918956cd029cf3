import * as fc from 'fast-check';
import { parseCustomerRow } from '../../../src/alleaves/rows/customer';

const ZONE = 'America/New_York';
const parse = (row: unknown) => parseCustomerRow(row, ZONE);
const record = (row: Record<string, unknown>) => parse({ id_customer: 1, ...row }).record;

describe('parseCustomerRow', () => {
  it('reads a full row', () => {
    const payload = {
      id_customer: 43,
      name_first: ' Jane ',
      name_last: 'Example',
      email: ' Jane@Example.com ',
      phone: '555-0143',
      date_of_birth: '1980-02-29',
      customer_since: '2025-01-15T09:30:00',
      loyalty_points: '1,250',
      total_spent: 5,
      order_count: 9,
    };

    expect(parse(payload)).toEqual({
      posId: '43',
      record: {
        posCustomerId: '43',
        email: 'jane@example.com',
        phone: '555-0143',
        firstName: 'Jane',
        lastName: 'Example',
        displayName: 'Jane Example',
        birthDate: '1980-02-29',
        loyaltyPoints: 1250,
        customerSince: new Date('2025-01-15T14:30:00Z'),
      },
      issues: [],
      payload,
    });
  });

  it('reads a row that has only an id', () => {
    expect(parse({ id: '42' })).toMatchObject({
      posId: '42',
      record: {
        email: null,
        phone: null,
        firstName: null,
        lastName: null,
        displayName: null,
        birthDate: null,
        loyaltyPoints: null,
        customerSince: null,
      },
      issues: [],
    });
  });

  it.each([
    [
      'posCustomerId',
      [
        ['id_customer', 7, '7'],
        ['id', ' 8 ', '8'],
      ],
    ],
    [
      'firstName',
      [
        ['name_first', 'A', 'A'],
        ['first_name', 'B', 'B'],
      ],
    ],
    [
      'lastName',
      [
        ['name_last', 'A', 'A'],
        ['last_name', 'B', 'B'],
      ],
    ],
    [
      'displayName',
      [
        ['name', 'A', 'A'],
        ['full_name', 'B', 'B'],
      ],
    ],
    [
      'phone',
      [
        ['phone', '1', '1'],
        ['cell_phone', 2, '2'],
        ['phone_number', '3', '3'],
      ],
    ],
    [
      'birthDate',
      [
        ['date_of_birth', '1980-01-01', '1980-01-01'],
        ['birthday', '2/1/1980', '1980-02-01'],
      ],
    ],
    [
      'customerSince',
      [
        ['customer_since', '2025-01-01T00:00:00Z', new Date('2025-01-01T00:00:00Z')],
        ['date_created', '2025-01-02T00:00:00', new Date('2025-01-02T05:00:00Z')],
        ['created_at', '2025-01-03', new Date('2025-01-03T05:00:00Z')],
      ],
    ],
  ] as const)('takes %s from the first of its aliases that is neither null nor blank', (name, names) => {
    for (const [index, [alias, value, expected]] of names.entries()) {
      const absent = Object.fromEntries(
        names.slice(0, index).map(([earlier], at) => [earlier, at % 2 ? null : '  ']),
      );
      const later = Object.fromEntries(
        names.slice(index + 1).map(([other, otherValue]) => [other, otherValue]),
      );
      const base = name === 'posCustomerId' ? {} : { id_customer: 1 };

      const parsed = parse({ ...base, ...absent, [alias]: value, ...later });
      expect(parsed.record).toMatchObject({ [name]: expected });
      expect(parsed.issues).toEqual([]);
    }
  });

  it.each([
    [{ name: 'Guest' }, null, null, null],
    [{ name: 'GUEST', name_first: 'Ann', name_last: 'Lee' }, 'Ann', 'Lee', 'Ann Lee'],
    [{ name_first: 'guest' }, null, null, null],
    [{ name_last: 'Guest' }, null, null, null],
    [{ name_first: 'Christopher', name_last: 'Guest' }, 'Christopher', 'Guest', 'Christopher Guest'],
    [{ name: 'Ann B. Lee', name_first: 'Ann', name_last: 'Lee' }, 'Ann', 'Lee', 'Ann B. Lee'],
    [{ name_last: 'Lee' }, null, 'Lee', 'Lee'],
    [{ name: 'Gu\u200best\ufeff' }, null, null, null],
  ])('names %j', (row, firstName, lastName, displayName) => {
    expect(record(row)).toMatchObject({ firstName, lastName, displayName });
  });

  it.each([
    ['no-email@alleaves.local', null],
    ['Customer_42@ALLEAVES.local', null],
    ['customer_42@alleaves.local.com', 'customer_42@alleaves.local.com'],
    ['no-email@alleaves.local\u200b', null],
    ['zoe@example.com\u200b', 'zoe@example.com'],
    ['jose\u0301@example.com', 'jos\u00e9@example.com'],
    ['', null],
    [null, null],
  ])('reads the address %j as %j without an issue', (email, expected) => {
    expect(parse({ id: 1, email })).toMatchObject({ record: { email: expected }, issues: [] });
  });

  it.each([
    ['email', 'not-an-address', 'is not an email address'],
    ['date_of_birth', '0000-00-00', 'is not a date'],
    ['customer_since', 'long ago', 'is not a date and time'],
    ['loyalty_points', 'many', 'is not a number'],
    ['cell_phone', { area: 555 }, 'is not text of at most 5000 characters'],
    ['name_first', 'x'.repeat(5001), 'is not text of at most 5000 characters'],
    ['email', 'jane@example', 'is not an email address'],
    ['customer_since', '9999-12-31 23:59:59', 'is not a date and time'],
  ])('uses the row without %s when that is unreadable, and says so', (path, value, message) => {
    const parsed = parse({ id_customer: 1, [path]: value });

    expect(parsed.record).not.toBeNull();
    expect(parsed.issues).toEqual([{ path, message }]);
  });

  it.each([
    ['name_first', 'firstName', 200],
    ['name_last', 'lastName', 200],
    ['name', 'displayName', 200],
    ['cell_phone', 'phone', 50],
  ])('cuts %s to what a search looks at, and says so', (path, field, length) => {
    const message = `is longer than ${length} characters`;
    const parsed = parse({ id_customer: 1, [path]: 'x'.repeat(length + 1) });
    expect(parsed).toMatchObject({ record: { [field]: 'x'.repeat(length) }, issues: [{ path, message }] });
    expect(record({ [path]: 'x'.repeat(length) })).toMatchObject({ [field]: 'x'.repeat(length) });
    // Not within a character.
    const faces = parse({ id_customer: 1, [path]: `x${'😀'.repeat(length)}` });
    expect(faces.record).toMatchObject({ [field]: `x${'😀'.repeat(length / 2 - 1)}` });
  });

  it('shows no longer name than it has', () => {
    const parsed = parse({ id_customer: 1, name_first: 'a'.repeat(150), name_last: 'b'.repeat(150) });
    expect(parsed.record?.displayName).toBe(`${'a'.repeat(150)} ${'b'.repeat(49)}`);
    expect(parsed.issues).toEqual([]);
  });

  it.each([
    [{}, 'id_customer', 'is missing'],
    [{ id_customer: null, id: '' }, 'id_customer', 'is missing'],
    [{ id_customer: 0, id: '0' }, 'id_customer', 'is missing'],
    [{ id_customer: 1.5 }, 'id_customer', 'is not an id (a whole number or text)'],
    [{ id: ['1'] }, 'id', 'is not an id (a whole number or text)'],
    ['text', '', 'is not an object'],
    [null, '', 'is not an object'],
    [[1], '', 'is not an object'],
  ])('cannot use %j', (row, path, message) => {
    expect(parse(row)).toEqual({ posId: null, record: null, issues: [{ path, message }], payload: row });
  });

  it('never throws, keeps the payload, and gives issues without values', () => {
    const names = fc.constantFrom(
      'id_customer',
      'id',
      'name',
      'name_first',
      'email',
      'phone',
      'birthday',
      'created_at',
    );
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('Guest', '2026-02-30', 'zz@@zz', '0'));
    fc.assert(
      fc.property(fc.oneof(fc.dictionary(names, value), fc.jsonValue()), (payload) => {
        const parsed = parse(payload);
        expect(parsed.payload).toBe(payload);
        expect(parsed.record === null).toBe(parsed.posId === null);
        expect(parsed.record === null && parsed.issues.length === 0).toBe(false);
        for (const { message } of parsed.issues) {
          expect(message).toMatch(/^is (?:not|missing|longer)/);
        }
      }),
    );
  });
});
