import * as fc from 'fast-check';
import { type RowStream, unwrapRows } from '../../../../src/alleaves/client/answer/envelope';
import { StatedError } from '../../../../src/alleaves/client/answer/failures';
import { describeShape } from '../../../../src/alleaves/client/answer/shape';
import { PermanentError } from '../../../../src/platform/ports/errors';

const OWN: Record<RowStream, string> = {
  customers: 'customers',
  orders: 'orders',
  inventory: 'items',
  itemDetails: 'items',
  locations: 'locations',
};
const STREAMS = ['customers', 'orders', 'inventory', 'itemDetails', 'locations'] as const;
const stream = fc.constantFrom(...STREAMS);
const ID: Record<RowStream, string> = {
  customers: 'id_customer',
  orders: 'id_order',
  inventory: 'id_item',
  itemDetails: 'id_item',
  locations: 'id_location',
};

const list = fc.array(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()), {
  minLength: 2,
  maxLength: 25,
});
const byNumber = (rows: unknown[]) => Object.fromEntries(rows.entries());

describe('unwrapRows', () => {
  it('gives the rows of every envelope in order', () => {
    fc.assert(
      fc.property(stream, list, fc.constantFrom('own', 'data', 'results'), (of, rows, kind) => {
        const key = kind === 'own' ? OWN[of] : kind;
        for (const body of [
          rows,
          byNumber(rows),
          { [key]: rows },
          { [key]: byNumber(rows), total: 5 },
          { data: { [key]: rows, page: 1 } },
          { success: true, message: 'Fetched', [key]: rows, errors: [] },
        ]) {
          expect(unwrapRows(of, body, 'GET x')).toEqual(rows);
        }
      }),
    );
  });

  it('reads numeric keys in numeric order, however they are written, and whatever else there is', () => {
    expect(unwrapRows('orders', { '10': 'c', '09': 'b', '2': 'a' }, 'GET x')).toEqual(['a', 'b', 'c']);
    const body = { '0': { id: 1 }, '1': { id: 2 }, total: 2, next: null, meta: { pages: 1 } };
    expect(unwrapRows('orders', body, 'GET x')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it.each(STREAMS)('takes {} as a page of %s without rows', (of) => {
    expect(unwrapRows(of, {}, 'GET x')).toEqual([]);
    expect(unwrapRows(of, { data: {} }, 'GET x')).toEqual([]);
    expect(unwrapRows(of, { [OWN[of]]: [], total: 0 }, 'GET x')).toEqual([]);
  });

  it('takes the rows under the stream’s own key before all others, wherever they stand', () => {
    const order = { id: 1, id_customer: 1, total: 10 };
    const customer = { id_customer: 1 };
    expect(unwrapRows('orders', { customers: [customer], orders: [order] }, 'GET x')).toEqual([order]);
    expect(unwrapRows('customers', { orders: [order], customers: [customer] }, 'GET x')).toEqual([customer]);
    expect(unwrapRows('orders', { data: [customer], orders: [order] }, 'GET x')).toEqual([order]);
    expect(unwrapRows('orders', { '0': customer, orders: [order] }, 'GET x')).toEqual([order]);
    expect(unwrapRows('orders', { customers: [customer], orders: [] }, 'GET x')).toEqual([]);
    expect(unwrapRows('orders', { items: [customer], data: [order] }, 'GET x')).toEqual([order]);
    expect(unwrapRows('inventory', { products: [{}], items: [{ id_item: 1 }] }, 'GET x')).toEqual([
      { id_item: 1 },
    ]);
  });

  it('reads on under another key where one holds no list', () => {
    expect(unwrapRows('customers', { data: [{ id: 1 }], customers: 100 }, 'GET x')).toEqual([{ id: 1 }]);
    expect(unwrapRows('customers', { items: [{ id: 1 }], data: 100 }, 'GET x')).toEqual([{ id: 1 }]);
    expect(unwrapRows('orders', { orders: null, data: [{ id: 1 }] }, 'GET x')).toEqual([{ id: 1 }]);
  });

  it.each(STREAMS)('takes a single object for the only row of %s', (of) => {
    const row = { [ID[of]]: 7, status: 'failed', message: 'call me' };
    for (const body of [row, { [OWN[of]]: row }, { data: row }, [row], { data: { [OWN[of]]: row } }])
      expect(unwrapRows(of, body, 'GET x')).toEqual([row]);
  });

  it('knows a single order by an id and a field of an order, and not by its lines', () => {
    const order = { id: 1, date_created: '2026-11-20', total: 10, items: [{ id_item: 4 }] };
    expect(unwrapRows('orders', order, 'GET x')).toEqual([order]);
    expect(unwrapRows('orders', { id: 'request-7', data: [order] }, 'GET x')).toEqual([order]);
    expect(() => unwrapRows('orders', { id: 'request-7' }, 'GET x')).toThrow(PermanentError);
  });

  it('gives null where the answer holds nothing', () => {
    for (const body of [null, { orders: null }, { data: null, page: 2 }])
      expect(unwrapRows('orders', body, 'GET x')).toBeNull();
  });

  it.each<[unknown]>([
    [5],
    [true],
    [{ status: 'ok' }],
    [{ customers: 'none' }],
    [{ data: { pages: 1 } }],
    [{ page: 1, total: 1 }],
  ])('fails on %j, and asking again would not help', (body) => {
    expect(() => unwrapRows('customers', body, 'GET x')).toThrow(PermanentError);
  });

  it('says what was there without a value', () => {
    const body = { note: 'secret words', 'jane@example.com': 1, list: ['x'], nothing: null };

    expect(() => unwrapRows('customers', body, 'GET customers')).toThrow(
      /GET customers .*an object with note: string, \?: number, list: array, nothing: null/,
    );
    expect(describeShape(body)).not.toMatch(/secret|jane/);
  });

  it('gives rows, or fails in one of two ways, whatever comes', () => {
    fc.assert(
      fc.property(stream, fc.jsonValue(), (of, body) => {
        try {
          const rows = unwrapRows(of, body, 'GET x');
          expect(rows === null || Array.isArray(rows)).toBe(true);
        } catch (error) {
          const isStated = error instanceof StatedError;
          expect(
            isStated || (error instanceof PermanentError && error.code === 'pos_unexpected_answer'),
          ).toBe(true);
        }
      }),
    );
  });
});

describe('an answer that says it failed', () => {
  const row = { id: 1, date_created: '2026-11-20', total: 10 };
  const fails = (body: unknown) =>
    expect(() => unwrapRows('orders', body, 'GET orders')).toThrow(StatedError);
  const passes = (body: unknown) => expect(unwrapRows('orders', body, 'GET orders')).toBeTruthy();

  it.each<[unknown]>([
    [{ success: false, error: 'database timeout', orders: [] }],
    [{ success: false, data: [] }],
    [{ errors: [{ code: 'TIMEOUT' }], data: [] }],
    [{ error: 'partial result', orders: [row, row] }],
    [{ message: 'Token expired', orders: [] }],
    [{ message: 'Token expired', orders: [row] }],
    [{ error: 'Not now' }],
    [{ error: { message: 'No' }, orders: [row] }],
    [{ error: true, '0': row, '1': row }],
    [{ Error: 'x', orders: [row] }],
    [{ error_message: 'x', orders: [row] }],
    [{ errorCode: 17, orders: [] }],
    [{ hasErrors: 'true', orders: [row] }],
    [{ ok: false, orders: [row] }],
    [{ success: 'false', orders: [row] }],
    [{ status: 'error', orders: [row] }],
    [{ status: 500, orders: [] }],
    [{ statusCode: '503', orders: [] }],
    [{ code: 401, data: [] }],
    [{ partial: true, orders: [row] }],
    [{ exception: 'java.lang.NullPointerException', orders: [] }],
    [{ data: { error: 'x' } }],
    [{ data: { success: false, orders: [row] } }],
    [{ orders: { error: 'x' } }],
    [{ message: 'Internal Server Error' }],
    [{ message: 'Maintenance' }],
    [{ detail: 'Something went wrong', orders: [] }],
    [{ message: '502 Bad Gateway', orders: [] }],
    [[{ error: 'database timeout' }]],
    [[{ success: false }]],
    [[row, { error: 'partial result' }]],
    [{ orders: [row, row, { success: false, message: 'database timeout' }] }],
    [{ orders: [], meta: { error: 'database timeout' } }],
    [{ meta: { status: { code: 500, message: 'x' } }, orders: [row] }],
    [{ status: { code: 503 }, data: [] }],
    [{ response: { success: false }, orders: [] }],
    [{ result: 'error', orders: [] }],
    [{ state: 'FAILED', orders: [row] }],
    [{ code: 'ERR_TIMEOUT', orders: [] }],
    [{ status: 'INTERNAL_ERROR', orders: [] }],
    ['database timeout'],
  ])('is a failure: %j', fails);

  it.each<[unknown]>([
    [{ success: true, message: 'whatever', orders: [] }],
    [{ error: null, orders: [] }],
    [{ error: '', errors: [], orders: [row] }],
    [{ error: false, errorCode: 0, errors: {}, orders: [row] }],
    [{ status: 'success', orders: [] }],
    [{ status: 200, code: '0', orders: [] }],
    [{ message: 'OK', orders: [] }],
    [{ message: 'No orders found', orders: [] }],
    [{ message: 'Orders not found for these days', orders: [] }],
    [{ message: '0 results', orders: [] }],
    [{ message: 'Orders retrieved successfully', orders: [] }],
    [{ message: 'Showing 1 of 1', orders: [row] }],
    [{ orders: [{ ...row, status: 'failed', error: 'card declined', message: 'leave at the door' }] }],
    [[{ ...row, error: 'card declined' }]],
    [[row, { ...row, error: 'card declined' }]],
    [[row, { error: 'card declined', note: 'a row without an id' }]],
    [{ result: 500, orders: [row] }],
    [{ status: 'NO_ERROR', orders: [] }],
    [{ state: 'NY', orders: [] }],
    [{ orders: [], meta: { page: 1, total: 0, status: 200, message: 'Fetched' } }],
    [{ orders: [], meta: { message: 'Fetched' }, info: null, context: [] }],
    [{ id: 1, total: 5, error: 'card declined' }],
  ])('says it failed: %j', passes);

  it('says which field says so, and keeps the words apart', () => {
    try {
      unwrapRows('orders', { success: false, error: 'Jane has none', orders: [] }, 'GET orders');
    } catch (error) {
      expect(error).toMatchObject({ fields: 'success: false', words: 'Jane has none' });
      return;
    }
    throw new Error('Expected a failure.');
  });
});
