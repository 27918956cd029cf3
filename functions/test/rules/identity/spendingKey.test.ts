import fc from 'fast-check';
import { sortableKey } from '../../../src/rules/identity/posId';
import {
  customerSpendingKey,
  emailSpendingKey,
  parseSpendingKey,
  sortableSpendingKey,
} from '../../../src/rules/identity/spendingKey';
import { anyText, expectDocumentId, trickyText } from '../arbitraries';

const text = fc.oneof(anyText, trickyText);

it.each([
  ['jane@example.com', 'jane@example.com'],
  ['a/b@x.com', 'a=2Fb@x.com'],
  ['cid_5@x.com', '=63id_5@x.com'],
  ['cid@x.com', 'cid@x.com'],
])('the key of the address %p is %p', (email, key) => {
  expect(emailSpendingKey(email)).toBe(key);
  expect(parseSpendingKey(key)).toEqual({ kind: 'email', email });
});

it.each([
  ['42', 'cid_42'],
  ['a/b', 'cid_a=2Fb'],
  ['5@x.com', 'cid_5@x.com'],
])('the key of the customer %p is %p', (posCustomerId, key) => {
  expect(customerSpendingKey(posCustomerId)).toBe(key);
  expect(parseSpendingKey(key)).toEqual({ kind: 'customer', posCustomerId });
});

it('keys of any text are valid document ids that can be read back', () => {
  fc.assert(
    fc.property(text, (any) => {
      expectDocumentId(emailSpendingKey(any));
      expectDocumentId(customerSpendingKey(any));
      expect(parseSpendingKey(emailSpendingKey(any))).toEqual({ kind: 'email', email: any });
      expect(parseSpendingKey(customerSpendingKey(any))).toEqual({ kind: 'customer', posCustomerId: any });
    }),
    { numRuns: 1000 },
  );
});

it('no address and no customer ever share a key', () => {
  fc.assert(
    fc.property(text, text, (email, posCustomerId) => {
      expect(emailSpendingKey(email)).not.toBe(customerSpendingKey(posCustomerId));
      expect(emailSpendingKey(`cid_${email}`)).not.toBe(customerSpendingKey(email));
    }),
    { numRuns: 1000 },
  );
});

it('different addresses have different keys', () => {
  fc.assert(
    fc.property(trickyText, trickyText, (a, b) => {
      expect(emailSpendingKey(a) === emailSpendingKey(b)).toBe(a === b);
    }),
    { numRuns: 1000 },
  );
});

it('the sortable form of a key orders customers by id, and says nothing of an address', () => {
  expect(sortableSpendingKey('cid_42')).toBe(`c${sortableKey('42')}`);
  expect(sortableSpendingKey('cid_9') < sortableSpendingKey('cid_10')).toBe(true);
  fc.assert(
    fc.property(fc.emailAddress(), fc.emailAddress(), (a, b) => {
      const sortable = sortableSpendingKey(emailSpendingKey(a));
      expect(sortable).toMatch(/^e[\w-]{12}$/);
      expect(sortable === sortableSpendingKey(emailSpendingKey(b))).toBe(a === b);
    }),
  );
});
