import * as fc from 'fast-check';
import { customerIdOfOrderRow, parseOrderRow } from '../../../src/alleaves/rows/order';

const ZONE = 'America/New_York';
const parse = (row: unknown) => parseOrderRow(row, ZONE);
const PLAIN = { id: 9, id_customer: 42, date_created: '2026-06-01T12:00:00', total: 10, status: 'completed' };

describe('parseOrderRow', () => {
  it('reads a full row', () => {
    const payload = {
      id: 1001,
      id_customer: 42,
      email: 'Jane@Example.com',
      date_created: '2026-06-01T12:00:00',
      total: '1,234.50',
      subtotal: '$1,100.00',
      tax: 134.5,
      discount: '0',
      status: 'Delivered',
      items: [
        {
          id_item: 5,
          item: 'Gummies',
          quantity: 2,
          price: 10.05,
          total: 20.1,
          category: 'Category > Edible',
        },
        { product_id: '6', product_name: 'Flower', qty: '3.5', unit_price: '$12' },
        { item: 'Loose', quantity: null, price: null },
      ],
    };

    expect(parse(payload)).toEqual({
      posId: '1001',
      record: {
        posOrderId: '1001',
        posCustomerId: '42',
        posLocationId: null,
        email: 'jane@example.com',
        status: 'completed',
        unknownStatus: null,
        items: [
          { posItemId: '5', name: 'Gummies', quantity: 2, priceCents: 1005, category: 'Category > Edible' },
          { posItemId: '6', name: 'Flower', quantity: 3.5, priceCents: 1200, category: null },
          { posItemId: null, name: 'Loose', quantity: null, priceCents: null, category: null },
        ],
        subtotalCents: 110_000,
        taxCents: 13_450,
        discountCents: 0,
        totalCents: 123_450,
        orderDate: new Date('2026-06-01T16:00:00Z'),
      },
      issues: [],
      payload,
    });
  });

  it.each([
    [{ cancel: true }, 'cancelled'],
    [{ cancel: 'true' }, 'cancelled'],
    [{ cancel: 1, complete: true }, 'cancelled'],
    [{ void: true }, 'cancelled'],
    [{ cancel: false, void: null, complete: true, status: 'Ringing up' }, 'completed'],
    [{ complete: false, paid_in_full: true, status: 'Ringing up' }, 'confirmed'],
  ])('reads the flags %j before the status word', (flags, status) => {
    expect(parse({ ...PLAIN, ...flags })).toMatchObject({ record: { status }, issues: [] });
  });

  it('goes on without a flag that can’t be read, and says so', () => {
    expect(parse({ ...PLAIN, cancel: 'perhaps' })).toMatchObject({
      record: { status: 'completed' },
      issues: [{ path: 'cancel', message: 'is not true or false' }],
    });
  });

  it.each([
    [[{ id_item: 7, id_inventory_item: 9001 }], ['9001']],
    [[{ id_item: 7, id_inventory_item: '9001', product_id: 5 }], ['9001']],
    [[{ id_item: 7, id_inventory_item: null }], [null]],
    [[{ id_item: 7, id_inventory_item: 0, product_id: 5 }], ['5']],
    [
      [{ id_item: 7, id_inventory_item: 9001 }, { id_item: 8 }],
      ['9001', null],
    ],
    [
      [{ id_item: 7 }, { product_id: 8 }, { id: 9 }],
      ['7', '8', null],
    ],
  ])('takes the product of the lines %j for %j', (items, expected) => {
    const ids = parse({ ...PLAIN, items }).record?.items.map(({ posItemId }) => posItemId);
    expect(ids).toEqual(expected);
  });

  it('keeps the location, and a word that isn’t known', () => {
    expect(parse({ ...PLAIN, id_location: 1001, status: ' In Transit ' })).toMatchObject({
      record: { posLocationId: '1001', status: 'unknown', unknownStatus: 'in transit' },
      issues: [],
    });
  });

  it('reads the seed’s form of an order at the till', () => {
    const parsed = parse({
      id_order: '7',
      userId: '42',
      customer: { email: 'no-email@alleaves.local' },
      created_at: '2026-06-01T12:00:00+02:00',
      amount: '$12',
    });

    expect(parsed).toMatchObject({
      posId: '7',
      record: {
        posCustomerId: '42',
        email: null,
        totalCents: 1200,
        orderDate: new Date('2026-06-01T10:00:00Z'),
        status: 'unknown',
        items: [],
      },
      issues: [],
    });
  });

  it.each([
    [{ id_customer: 1, userId: 2, customer: { id: 3 } }, '1'],
    [{ id_customer: null, userId: '2', customer: { id: 3 } }, '2'],
    [{ id_customer: 0, userId: '', customer: { id: 'alleaves_3' } }, '3'],
    [{ id_customer: '0' }, null],
    [{ id_customer: undefined, customer: 'Jane' }, null],
  ])('finds the customer of %j', (row, expected) => {
    expect(parse({ ...PLAIN, ...row })).toMatchObject({ record: { posCustomerId: expected }, issues: [] });
  });

  it.each([
    [{ email: 'a@x.com', customer_email: 'b@x.com', customer: { email: 'c@x.com' } }, 'a@x.com'],
    [{ email: ' ', customer_email: 'b@x.com', customer: { email: 'c@x.com' } }, 'b@x.com'],
    [{ customer: { email: 'C@x.com' } }, 'c@x.com'],
    [{ email: 'no-email@alleaves.local', customer: { email: 'c@x.com' } }, null],
  ])('finds the address of %j', (row, expected) => {
    expect(parse({ ...PLAIN, ...row })).toMatchObject({ record: { email: expected }, issues: [] });
  });

  it('keeps a negative total', () => {
    expect(parse({ ...PLAIN, total: -20.1 }).record?.totalCents).toBe(-2010);
  });

  it.each([
    [{ id: null }, 'id', 'is missing', null],
    [{ id: { a: 1 } }, 'id', 'is not an id (a whole number or text)', null],
    [{ date_created: 'yesterday' }, 'date_created', 'is not a date and time', '9'],
    [{ date_created: '2026-02-30T10:00:00' }, 'date_created', 'is not a date and time', '9'],
    [{ date_created: 1_780_000_000 }, 'date_created', 'is not a date and time', '9'],
    [{ date_created: null }, 'date_created', 'is missing', '9'],
    [{ total: 'twelve' }, 'total', 'is not an amount of money', '9'],
    [{ total: '' }, 'total', 'is missing', '9'],
  ])('cannot use an order with %j, and keeps its id where it has one', (row, path, message, posId) => {
    expect(parse({ ...PLAIN, ...row })).toMatchObject({ posId, record: null, issues: [{ path, message }] });
  });

  it('does not take a later alias for one that is present and unreadable', () => {
    expect(parse({ ...PLAIN, date_created: 'x', created_at: '2026-06-01T12:00:00' }).record).toBeNull();
    expect(parse({ ...PLAIN, total: 'x', amount: 5 }).record).toBeNull();
  });

  it('names every fault of a row', () => {
    expect(parse({ date_created: 'x', total: 'y', tax: 'z' }).issues.map(({ path }) => path)).toEqual([
      'id',
      'date_created',
      'total',
      'tax',
    ]);
  });

  it.each([
    [{ subtotal: 'x' }, 'subtotal'],
    [{ discount: [] }, 'discount'],
    [{ customer_email: 'nobody' }, 'customer_email'],
    [{ id_customer: {} }, 'id_customer'],
    [{ items: 'none' }, 'items'],
    [{ items: ['x'] }, 'items.0'],
    [{ items: [{}, { qty: 'a few' }] }, 'items.1.qty'],
    [{ items: { '0': { price: 'ask' } } }, 'items.0.price'],
  ])('uses an order with %j, and says what is unreadable', (row, path) => {
    const parsed = parse({ ...PLAIN, ...row });
    expect(parsed.record).toMatchObject({ posOrderId: '9', totalCents: 1000 });
    expect(parsed.issues.map((issue) => issue.path)).toEqual([path]);
  });

  it('never throws, and has a record exactly when nothing essential is missing', () => {
    const names = fc.constantFrom(
      'id',
      'id_order',
      'userId',
      'customer',
      'date_created',
      'total',
      'amount',
      'items',
      'status',
    );
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('2026-06-01T12:00:00', '$12', 5, [{ qty: '1' }], { id: 1, email: 'x' }),
    );
    fc.assert(
      fc.property(fc.dictionary(names, value), (payload) => {
        const { posId, record, issues } = parse(payload);
        if (record) {
          expect(record.posOrderId).toBe(posId);
          expect(Number.isSafeInteger(record.totalCents)).toBe(true);
          expect(Number.isNaN(record.orderDate.getTime())).toBe(false);
        } else {
          expect(issues.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('reads any amount of cents in any of its forms', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (cents) => {
        const text = (cents / 100).toFixed(2);
        for (const total of [cents / 100, text, ` ${text} `, text.replace(/^(-?)/, '$1$$')]) {
          expect(parse({ ...PLAIN, total }).record?.totalCents).toBe(cents);
        }
      }),
    );
  });
});

describe('customerIdOfOrderRow', () => {
  it.each([
    [{ id_customer: 42 }, '42'],
    [{ userId: 'alleaves_42', total: 'much' }, '42'],
    [{ customer: { id: '42' }, date_created: 'soon' }, '42'],
    [{ id_customer: {}, userId: 42 }, null],
    [{ id_customer: 0 }, null],
    [{ email: 'jane@example.com' }, null],
    ['no row', null],
    [null, null],
  ])('of %j is %p, whether the row can be used or not', (payload, id) => {
    expect(customerIdOfOrderRow(payload)).toBe(id);
  });
});
