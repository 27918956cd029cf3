import fc from 'fast-check';
import { documentFault, UNINDEXED_FIELDS } from '../../../src/platform/firestore/documentFault';
import { documentSize } from '../../../src/platform/firestore/documentSize';
import { DEFAULT_LIMITS } from '../../../src/platform/limits';
import { readIndexDefinitions } from '../../../../tools/emulators/firestore/indexes/definitions';
import { anyText } from '../../rules/arbitraries';
import { startTestFirestore, type TestFirestore } from '../../support/firestore';

const LARGEST = DEFAULT_LIMITS.document.bytes;
const PATH = 'tenants/org1/customers/alleaves_1';
const fault = (fields: Record<string, unknown>, path = PATH) => documentFault(path, fields);

/** Maps in one another. */
function nested(levels: number): unknown {
  return levels === 0 ? 1 : { a: nested(levels - 1) };
}

describe('documentFault', () => {
  it.each<[string, Record<string, unknown>]>([
    ['of all kinds', { a: null, b: true, c: 1, d: 'é😀', e: new Date(0), f: [1, { g: 2 }], h: { i: {} } }],
    ['20 levels deep', { a: nested(20) }],
    ['at the ends of time', { a: new Date('0001-01-01T00:00:00Z'), b: new Date('9999-12-31T23:59:59.999Z') }],
    ['nearly too large', { a: 'é'.repeat(LARGEST / 2 - 200) }],
  ])('takes values %s', (_what, fields) => {
    expect(fault(fields)).toBeNull();
  });

  it.each<[string, Record<string, unknown>]>([
    ['is larger than 921600 bytes', { a: 'é'.repeat(LARGEST / 2) }],
    ['is nested more than 20 levels deep', { a: nested(21) }],
    ['contains half a character (a lone surrogate)', { a: [{ b: 'x\ud800' }] }],
    ['contains a date outside the years 1 to 9999', { a: new Date('+010000-01-01T00:00:00Z') }],
    ['contains a date outside the years 1 to 9999', { a: new Date('0000-12-31T23:59:59.999Z') }],
    ['contains a date outside the years 1 to 9999', { a: new Date(Number.NaN) }],
    ['contains a list inside a list', { a: [[1]] }],
    ['contains a field name that Firestore refuses', { '': 1 }],
    ['contains a field name that Firestore refuses', { a: { __x__: 1 } }],
    ['contains a field name that Firestore refuses', { a: { '\udc00': 1 } }],
    ['contains a field name that Firestore refuses', { ['漢'.repeat(400)]: { ['漢'.repeat(200)]: 1 } }],
    ['has more values than Firestore can index', { a: Array.from({ length: 40_000 }, () => 1) }],
  ])('says that a document %s', (message, fields) => {
    expect(fault(fields)).toBe(message);
  });

  it('counts the bytes of index entries, each of which has the name of the document', () => {
    const a = Array.from({ length: 10_000 }, () => 1);
    expect(fault({ a })).toBeNull();
    expect(fault({ a }, `tenants/org1/customers/${'x'.repeat(1000)}`)).toBe(
      'has more values than Firestore can index',
    );
  });

  it('says that an id is too long', () => {
    expect(fault({}, `tenants/org1/orders/${'漢'.repeat(501)}`)).toBe('has an id of more than 1500 bytes');
  });

  it('knows which long fields are in no index', () => {
    const items = Array.from({ length: 40_000 }, () => 1);
    expect(fault({ items }, 'tenants/org1/orders/alleaves_1')).toBeNull();
    const exempt = readIndexDefinitions().fieldOverrides.filter(({ indexes }) => indexes.length === 0);
    for (const [collection, fields] of Object.entries(UNINDEXED_FIELDS))
      for (const field of fields)
        expect(exempt).toContainEqual(
          expect.objectContaining({ collectionGroup: collection, fieldPath: field }),
        );
  });

  describe('finds nothing', () => {
    let server: TestFirestore;
    beforeAll(async () => {
      server = await startTestFirestore();
    });
    afterAll(() => server.stop());

    it('wrong with documents that Firestore takes, and is not larger than it allows', async () => {
      const value = fc.oneof(
        fc.jsonValue({ maxDepth: 3 }),
        anyText,
        fc.date({ min: new Date(-1e14), max: new Date(1e15), noInvalidDate: false }),
        fc.constantFrom('漢'.repeat(300_000), 'x'.repeat(1_000_000), nested(19), nested(25)),
      );
      const name = fc.oneof(fc.constantFrom('a', 'b', '__a__', '', '漢'.repeat(600)), anyText);
      await fc.assert(
        fc.asyncProperty(fc.dictionary(name, value, { maxKeys: 4 }), async (fields) => {
          if (fault(fields) !== null) return;
          expect(documentSize(PATH, fields)).toBeLessThanOrEqual(LARGEST);
          await server.firestore.doc(PATH).set(fields);
        }),
        { numRuns: 200 },
      );
    });
  });
});
