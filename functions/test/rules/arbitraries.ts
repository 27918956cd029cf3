import fc from 'fast-check';

/** Any text at all: every UTF-16 code unit, so also control characters and lone surrogates. */
export const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
  .map((units) => String.fromCharCode(...units));

/** Texts made of the pieces that are special in document ids, keys and escapes. */
export const trickyText = fc
  .array(
    fc.constantFrom(
      '%',
      '=',
      '/',
      '.',
      '..',
      '_',
      '__',
      'cid_',
      'alleaves_',
      '25',
      '=25',
      '=u',
      'D800',
      '@',
      'a',
      '\u0000',
      '\ud800',
      '\ude00',
      'é',
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));

/** What a Firestore document id has to be, apart from its length. */
export function expectDocumentId(id: string): void {
  expect(id).not.toBe('');
  expect(id).not.toMatch(/\/|\p{Cc}|\p{Cs}/u);
  expect(id).not.toMatch(/^\.{1,2}$/);
  expect(id).not.toMatch(/^__[^]*__$/);
}

/** Real addresses out of a small set, so that customers share them, and some that aren't real. */
export const customerEmail = fc.constantFrom(
  null,
  null,
  'no-email@alleaves.local',
  'jane@example.com',
  ' Jane@Example.com ',
  'john@example.com',
  'cid_5@x.com',
  'family@example.org',
);

/** Customers with distinct ids. */
export const customers = fc.uniqueArray(
  fc.record({ posCustomerId: fc.integer({ min: 1, max: 40 }).map(String), email: customerEmail }),
  { selector: (customer) => customer.posCustomerId, maxLength: 15 },
);

/** Orders as spending sees them; some are refund lines. */
export const spendingOrders = fc.array(
  fc.record({
    cents: fc.integer({ min: -5_000, max: 50_000 }),
    orderedAt: fc.integer({ min: 0, max: Date.UTC(2030, 0, 1) }),
  }),
  { maxLength: 20 },
);
