import * as fc from 'fast-check';
import { describeShape, unwrapRows } from '../../src/alleaves/envelope';
import { PermanentError } from '../../src/platform/errors';

const rows = fc.array(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()), {
  maxLength: 25,
});
const key = fc.constantFrom('customers', 'orders', 'items', 'data', 'results');
const byNumber = (list: unknown[]) => Object.fromEntries(list.entries());

describe('unwrapRows', () => {
  it('gives the rows of every envelope in order', () => {
    fc.assert(
      fc.property(rows, key, (list, name) => {
        for (const body of [list, byNumber(list), { [name]: list }, { [name]: byNumber(list), total: 5 }]) {
          expect(unwrapRows(body, 'GET x')).toEqual(list);
        }
      }),
    );
  });

  it('reads numeric keys in numeric order, however they are written', () => {
    expect(unwrapRows({ '10': 'c', '09': 'b', '2': 'a' }, 'GET x')).toEqual(['a', 'b', 'c']);
  });

  it('takes {} as a page without rows', () => {
    expect(unwrapRows({}, 'GET x')).toEqual([]);
    expect(unwrapRows({ data: {} }, 'GET x')).toEqual([]);
  });

  it.each([
    [null],
    ['text'],
    [5],
    [true],
    [{ message: 'Maintenance' }],
    [{ error: 'No' }],
    [{ data: null }],
    [{ customers: 'none' }],
    [{ data: { id: 1 } }],
    [{ '0': {}, count: {} }],
    [{ message: 'no rows', total: 1 }],
  ])('fails on %j', (body) => {
    expect(() => unwrapRows(body, 'GET x')).toThrow(PermanentError);
  });

  it('reads rows beside scalars, and under the first key that holds any', () => {
    expect(unwrapRows({ '0': { id: 1 }, '1': { id: 2 }, total: 2, next: null }, 'GET x')).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
    expect(unwrapRows({ data: [{ id: 1 }], items: 100 }, 'GET x')).toEqual([{ id: 1 }]);
    expect(unwrapRows({ items: 100, data: [{ id: 1 }] }, 'GET x')).toEqual([{ id: 1 }]);
  });

  it('says what was there without a value', () => {
    const body = { message: 'secret words', 'jane@example.com': 1, list: ['x'], nothing: null };

    expect(() => unwrapRows(body, 'GET customers')).toThrow(
      /GET customers .*an object with message: string, \?: number, list: array, nothing: null/,
    );
    expect(describeShape(body)).not.toMatch(/secret|jane/);
  });

  it('never fails otherwise than with a PermanentError', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        try {
          expect(Array.isArray(unwrapRows(body, 'GET x'))).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ kind: 'permanent', code: 'pos_unexpected_answer' });
        }
      }),
    );
  });
});
