import fc from 'fast-check';
import { customerFields, initialCustomerState } from '../../src/documents/customerContent';
import { erasedCustomerFields, erasedDocument, isErased } from '../../src/documents/erasedCustomer';

const now = new Date('2026-11-20T15:00:00Z');
const person = {
  posCustomerId: '5',
  email: 'jane@example.com',
  phone: '555-123-4567',
  firstName: 'Jane',
  lastName: 'Doe',
  displayName: 'Jane Doe',
  birthDate: '1980-01-02',
  loyaltyPoints: 12,
  customerSince: new Date('2020-05-06T00:00:00Z'),
};
const figures = { ...initialCustomerState(now), segment: 'vip', orderCount: 12, totalSpent: 1_234.5 };
const stored = {
  ...customerFields('org1', person),
  ...figures,
  updatedAt: now,
  tags: ['regular'],
  notes: 'likes tea',
};

describe('an erased document', () => {
  it('keeps ids and figures, and holds nothing else that was known', () => {
    expect(erasedDocument(stored, now)).toEqual({
      ...figures,
      ...erasedCustomerFields('org1', '5'),
      updatedAt: now,
      tags: [],
      notes: null,
      erasedAt: now,
    });
    expect(erasedCustomerFields('org1', '5')).toMatchObject({
      source: 'alleaves',
      posCustomerId: '5',
      email: null,
    });
  });

  it('holds no value of a field that it does not know, and none of the POS’s or the staff’s', () => {
    const field = fc.oneof(
      fc.constantFrom('email', 'phone', 'firstName', 'notes', 'tags', 'birthDate', 'loyaltyPoints'),
      fc.string().filter((name) => !(name in stored) && name !== 'erasedAt'),
    );
    fc.assert(
      fc.property(
        fc.dictionary(field, fc.constantFrom('PRIVATE', ['PRIVATE'], { of: 'PRIVATE' })),
        (private_) => {
          const erased = erasedDocument({ ...stored, ...private_ }, now);
          expect(JSON.stringify(erased)).not.toContain('PRIVATE');
          expect(erased).toMatchObject({ segment: 'vip', orderCount: 12, totalSpent: 1_234.5 });
          expect(isErased(erased)).toBe(true);
        },
      ),
    );
  });

  it('is the same when it is erased again, at whatever time', () => {
    const once = erasedDocument(stored, now);
    expect(erasedDocument(once, new Date(0))).toEqual(once);
  });

  it.each([
    ['a customer as any other', stored, false],
    ['one that is erased', erasedDocument(stored, now), true],
    ['one that got a phone again', { ...erasedDocument(stored, now), phone: '555' }, false],
    ['one that got tags again', { ...erasedDocument(stored, now), tags: ['x'] }, false],
    ['one with a field of somebody else’s', { ...erasedDocument(stored, now), street: 'Main' }, false],
    ['one without a mark', { ...erasedDocument(stored, now), erasedAt: null }, false],
  ])('is told from others: %s', (_, document, expected) => {
    expect(isErased(document)).toBe(expected);
  });
});
