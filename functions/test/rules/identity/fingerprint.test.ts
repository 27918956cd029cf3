import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { canonicalJson, fingerprint } from '../../../src/rules/identity/fingerprint';

const date = new Date('2026-11-22T12:00:00.000Z');

describe('canonicalJson', () => {
  it.each([
    [null, 'null'],
    [true, 'true'],
    [false, 'false'],
    [-0, '0'],
    [1.5, '1.5'],
    ['a"\n', '"a\\"\\n"'],
    [[], '[]'],
    [{}, '{}'],
    [[1, 'a', null], '[1,"a",null]'],
    [{ b: 1, a: { d: [], c: 2 } }, '{"a":{"c":2,"d":[]},"b":1}'],
    [{ a: 1, B: 2, 10: 3, 9: 4 }, '{"10":3,"9":4,"B":2,"a":1}'],
    [{ 'a"b': 1 }, '{"a\\"b":1}'],
    [date, '"2026-11-22T12:00:00.000Z"'],
    [{ at: { toDate: () => date } }, '{"at":"2026-11-22T12:00:00.000Z"}'],
    [{ toDate: 'tomorrow' }, '{"toDate":"tomorrow"}'],
    [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  ])('of %j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('reads objects and dates of another realm', () => {
    expect(canonicalJson(runInNewContext('({ at: new Date(0), list: [1] })'))).toBe(
      '{"at":"1970-01-01T00:00:00.000Z","list":[1]}',
    );
  });

  it('reads the time of an object that has a method for it, with its own state', () => {
    class Timestamp {
      constructor(readonly seconds: number) {}
      toDate(): Date {
        return new Date(this.seconds * 1000);
      }
    }
    expect(canonicalJson(new Timestamp(1))).toBe('"1970-01-01T00:00:01.000Z"');
  });

  it.each<[string, unknown, string]>([
    ['undefined', undefined, "Can't write undefined as JSON (at the value itself)"],
    ['a missing field', { a: { b: undefined } }, "Can't write undefined as JSON (at a.b)"],
    ['a hole', [1].concat(Array<number>(2)), "Can't write undefined as JSON (at 1)"],
    ['NaN', { items: [{ price: NaN }] }, "Can't write NaN as JSON (at items.0.price)"],
    ['an infinity', [Infinity], "Can't write Infinity as JSON (at 0)"],
    ['a bigint', { id: 1n }, "Can't write bigint as JSON (at id)"],
    ['a function', { f: () => 1 }, "Can't write function as JSON (at f)"],
    ['a symbol', Symbol('x'), "Can't write symbol as JSON (at the value itself)"],
    ['an invalid date', { at: new Date(NaN) }, "Can't write an invalid date as JSON (at at)"],
    ['a map', { m: new Map() }, "Can't write a Map as JSON (at m)"],
    ['bytes', { b: new Uint8Array(1) }, "Can't write a Uint8Array as JSON (at b)"],
    [
      'a toDate that gives no date',
      { at: { toDate: () => 'x' } },
      "Can't write function as JSON (at at.toDate)",
    ],
  ])('refuses %s and names its path', (_name, value, message) => {
    expect(() => canonicalJson(value)).toThrow(
      new TypeError(`${message}. Convert it first, or use null for an absent value.`),
    );
  });

  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

const record = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true });

describe('fingerprint', () => {
  it('is twelve characters that stay the same from release to release', () => {
    expect(fingerprint({})).toBe('RBNvo1WzZ4oR');
    expect(fingerprint({ b: [1, null], a: 'é' })).toMatch(/^[\w-]{12}$/);
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(record, fc.infiniteStream(fc.nat()), (value, ranks) => {
        const keyed = Object.entries(value).map((entry) => ({ entry, rank: Number(ranks.next().value) }));
        const shuffled = Object.fromEntries(keyed.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry));
        expect(fingerprint({ outer: shuffled })).toBe(fingerprint({ outer: value }));
      }),
    );
  });

  it('differs when any value differs', () => {
    fc.assert(
      fc.property(record, fc.string(), fc.jsonValue(), fc.jsonValue(), (value, key, a, b) => {
        const same = canonicalJson(a) === canonicalJson(b);
        expect(fingerprint({ ...value, [key]: a }) === fingerprint({ ...value, [key]: b })).toBe(same);
      }),
    );
  });

  it('tells near misses apart', () => {
    const values = [
      1,
      '1',
      [1],
      ['1'],
      [1, 1],
      [[1], 1],
      null,
      'null',
      '',
      [],
      {},
      { a: null },
      { a: { b: 1 } },
      { a: 1, b: 1 },
      true,
    ];
    expect(new Set(values.map(fingerprint)).size).toBe(values.length);
  });
});
