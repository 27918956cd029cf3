import fc from 'fast-check';
import { isPlaceholderEmail, PLACEHOLDER_DOMAIN, realEmail } from '../../src/domain/email';
import { emailSpendingKey } from '../../src/domain/spendingKey';
import { anyText } from './arbitraries';

describe('isPlaceholderEmail', () => {
  it.each(['no-email@alleaves.local', 'customer_42@alleaves.local', ' No-Email@ALLEAVES.local '])(
    'knows %p',
    (email) => {
      expect(isPlaceholderEmail(email)).toBe(true);
    },
  );

  it.each([
    'jane@example.com',
    'customer_42@alleaves.local.com',
    'customer_42@notalleaves.local',
    'jane@shop.alleaves.local',
    'alleaves.local@example.com',
    'jane@alleaves.local@example.com',
    '',
  ])('does not take %p for one', (email) => {
    expect(isPlaceholderEmail(email)).toBe(false);
  });
});

describe('realEmail', () => {
  it.each([
    ['jane@example.com', 'jane@example.com'],
    [' Jane@Example.com ', 'jane@example.com'],
    ['cid_5@x.com', 'cid_5@x.com'],
    ['customer_42@alleaves.local.com', 'customer_42@alleaves.local.com'],
    ["o'neil+tag@mail.example.co.uk", "o'neil+tag@mail.example.co.uk"],
    ['ZOË@exämple.com', 'zoë@exämple.com'],
    [`${'a'.repeat(242)}@example.com`, `${'a'.repeat(242)}@example.com`],
  ])('reads %p as %p', (value, email) => {
    expect(realEmail(value)).toBe(email);
  });

  it.each([
    null,
    undefined,
    42,
    {},
    ['jane@example.com'],
    '',
    ' ',
    'jane',
    '@example.com',
    'jane@',
    'jane@example',
    'jane@.com',
    'jane@example.',
    'jane@example..com',
    'jane doe@example.com',
    'a@b@example.com',
    'jane@exam\u0000ple.com',
    'jane\ud800@example.com',
    'n/a',
    'none',
    'no-email@alleaves.local',
    'customer_42@ALLEAVES.LOCAL',
    `${'a'.repeat(243)}@example.com`,
  ])('takes %p for no real address', (value) => {
    expect(realEmail(value)).toBeNull();
  });

  it('never gives a placeholder, changes nothing when repeated, and always fits a document id', () => {
    const piece = fc.oneof(anyText, fc.constantFrom('a', 'İ', '%', '/', '漢'.repeat(200)));
    const domain = fc.oneof(fc.constantFrom(PLACEHOLDER_DOMAIN, 'ALLEAVES.LOCAL', 'example.com'), anyText);
    fc.assert(
      fc.property(piece, domain, (name, host) => {
        const email = realEmail(`${name}@${host}`);
        expect(realEmail(email)).toBe(email);
        expect(isPlaceholderEmail(email ?? '')).toBe(false);
        expect(Buffer.byteLength(emailSpendingKey(email ?? ''))).toBeLessThanOrEqual(1500);
      }),
      { numRuns: 1000 },
    );
  });
});
