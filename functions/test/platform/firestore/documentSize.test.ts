import fc from 'fast-check';
import {
  documentSize,
  indexUsage,
  nameSize,
  textSize,
  valueSize,
} from '../../../src/platform/firestore/documentSize';
import { anyText } from '../../rules/arbitraries';

/** The example of firebase.google.com/docs/firestore/storage-size, with its sizes. */
const PATH = 'users/jeff/tasks/my_task_id';
const TASK = { type: 'Personal', done: false, priority: 1, description: 'Learn Cloud Firestore' };

describe('the size of a document', () => {
  it('is what Firestore’s documentation says', () => {
    expect(nameSize(PATH)).toBe(44);
    expect(documentSize(PATH, TASK)).toBe(147);
  });

  it.each<[unknown, number]>([
    [null, 1],
    [true, 1],
    [1.5, 8],
    ['', 1],
    ['é', 3],
    ['漢', 4],
    ['😀', 5],
    [new Date(0), 8],
    [{ toDate: () => new Date(0) }, 8],
    [Buffer.alloc(10), 10],
    [[1, 'a', null], 11],
    [{ a: 1 }, 42],
    [{ toDate: 'a field of that name' }, 32 + 7 + 21],
  ])('of the value %p is %i bytes', (value, bytes) => {
    expect(valueSize(value)).toBe(bytes);
  });

  it('is that of its name, its fields and 32 bytes, whatever they hold', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, fc.jsonValue({ maxDepth: 4 })), (fields) => {
        const sizes = Object.entries(fields).map(([name, value]) => textSize(name) + valueSize(value));
        expect(documentSize(PATH, fields)).toBe(sizes.reduce((sum, size) => sum + size, 44 + 32));
        const texts = Object.values(fields).filter((value) => typeof value === 'string');
        expect(documentSize(PATH, fields)).toBeGreaterThan(Buffer.byteLength(texts.join('')));
      }),
    );
  });
});

describe('the index entries of a document', () => {
  it('are two a value, one more an element, and none of exempt fields', () => {
    const usage = (fields: object) => indexUsage(PATH, { ...fields }, new Set(['items']));
    expect(usage(TASK).entries).toBe(8);
    expect(usage({ tags: ['a', 'b'] }).entries).toBe(4);
    expect(usage({ map: { a: 1, b: { c: 2 } } }).entries).toBe(4);
    expect(usage({ items: ['a', 'b'] })).toEqual({ entries: 0, bytes: 0 });
    // The name of the document and of the one above, the field's name and value, and 32 bytes; twice.
    expect(usage({ done: false }).bytes).toBe(2 * (44 + nameSize('users/jeff') + 5 + 1 + 32));
    expect(usage({ text: 'x'.repeat(5000) }).bytes).toBe(2 * (44 + nameSize('users/jeff') + 5 + 1500 + 32));
  });
});
