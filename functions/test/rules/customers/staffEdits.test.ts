import fc from 'fast-check';
import { applyStaffEdits } from '../../../src/rules/customers/staffEdits';

const tags = fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e'));
const stored = fc.record({ tags, notes: fc.constantFrom(null, 'known') });

describe('applyStaffEdits', () => {
  it('keeps what stays in its order, adds what is new behind it, and has nothing twice', () => {
    const before = { tags: ['c', 'a', 'b'], notes: 'n' };
    expect(applyStaffEdits(before, { tags: { add: ['d', 'a', 'd'], remove: ['c', 'x'] } })).toEqual({
      tags: ['a', 'b', 'd'],
      notes: 'n',
    });
    expect(applyStaffEdits(before, { tags: { add: ['c'], remove: ['c'] } }).tags).toEqual(['a', 'b', 'c']);
  });

  it('empties notes that are null or without text, and leaves those that are not given', () => {
    const before = { tags: [], notes: 'n' };
    expect(applyStaffEdits(before, { notes: null }).notes).toBeNull();
    expect(applyStaffEdits(before, { notes: '' }).notes).toBeNull();
    expect(applyStaffEdits(before, { notes: undefined }).notes).toBe('n');
    expect(applyStaffEdits(before, { notes: 'm' }).notes).toBe('m');
  });

  it('has every tag that was added, none that was only removed, and all others as before', () => {
    fc.assert(
      fc.property(stored, tags, tags, (before, add, remove) => {
        const after = new Set(applyStaffEdits(before, { tags: { add, remove } }).tags);
        for (const tag of ['a', 'b', 'c', 'd', 'e'])
          expect(after.has(tag)).toBe(
            add.includes(tag) || (before.tags.includes(tag) && !remove.includes(tag)),
          );
      }),
    );
  });

  it('adds up: edits of different tags give the same in either order, and an edit repeated changes nothing', () => {
    fc.assert(
      fc.property(stored, (before) => {
        const one = { tags: { add: ['a'], remove: ['b'] } };
        const other = { tags: { add: ['c'], remove: ['d'] } };
        const sorted = (fields: { tags: string[] }) => [...fields.tags].sort();
        const both = applyStaffEdits(applyStaffEdits(before, one), other);
        expect(sorted(both)).toEqual(sorted(applyStaffEdits(applyStaffEdits(before, other), one)));
        expect(applyStaffEdits(both, other)).toEqual(both);
      }),
    );
  });
});
