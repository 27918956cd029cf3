import fc from 'fast-check';
import { alleavesDocumentId, posIdOf } from '../../../src/rules/identity/documentId';
import { anyText, expectDocumentId, trickyText } from '../arbitraries';

describe('alleavesDocumentId', () => {
  it.each([
    ['42', 'alleaves_42'],
    ['a/b', 'alleaves_a=2Fb'],
    ['', 'alleaves_='],
  ])('of %p is %p', (posId, documentId) => {
    expect(alleavesDocumentId(posId)).toBe(documentId);
    expect(posIdOf(documentId)).toBe(posId);
  });

  it('is a valid id that gives the POS id back, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, trickyText), (posId) => {
        expectDocumentId(alleavesDocumentId(posId));
        expect(posIdOf(alleavesDocumentId(posId))).toBe(posId);
      }),
    );
  });
});

describe('posIdOf', () => {
  it.each(['42', 'Xk29dLmQ', 'alleaves_', 'ALLEAVES_42', 'cid_42', ''])(
    'knows that %p is no document of the POS',
    (id) => {
      expect(posIdOf(id)).toBeUndefined();
    },
  );
});
