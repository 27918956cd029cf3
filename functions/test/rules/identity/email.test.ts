import fc from 'fast-check';
import {
  isPlaceholderEmail,
  normalEmail,
  PLACEHOLDER_DOMAIN,
  realEmail,
} from '../../../src/rules/identity/email';
import { emailSpendingKey } from '../../../src/rules/identity/spendingKey';
import { anyText } from '../arbitraries';

/** Zero-width space, joiner and no-break space, BOM, soft hyphen, marks of direction, a variation selector, and a control. */
const INVISIBLE = [
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u202e',
  '\u2066',
  '\u200f',
  '\ufe0f',
  '\u0007',
];

describe('isPlaceholderEmail', () => {
  it.each([
    'no-email@alleaves.local',
    'customer_42@alleaves.local',
    ' No-Email@ALLEAVES.local ',
    'no-email@alleaves.local\u200b',
    '\ufeffno-email@alle\u00adaves.local\u202c',
  ])('knows %p', (email) => {
    expect(isPlaceholderEmail(email)).toBe(true);
  });

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
    ['jose\u0301@example.com', 'jos\u00e9@example.com'],
    ['jose\u200b\u0301@example.com', 'jos\u00e9@example.com'],
    ['zoe@example.com\u200b', 'zoe@example.com'],
    ['\u2066jane@exam\u00adple.com\u2069', 'jane@example.com'],
    ['jane@exam\u0000ple.com', 'jane@example.com'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
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
    'jane@example.c',
    'jane@example.123',
    'jane@-example.com',
    'jane@exam_ple.com',
    'jane@[127.0.0.1]',
    '.jane@example.com',
    'jane..doe@example.com',
    'jane doe@example.com',
    'jane\u00a0doe@example.com',
    'jane\u2800doe@example.com',
    '"jane"@example.com',
    'Jane Doe <jane@example.com>',
    'jane@example.com, john@example.com',
    'a@b@example.com',
    'jane\ud800@example.com',
    'jane\ue000@example.com',
    'n/a',
    'none',
    'no-email@alleaves.local',
    'customer_42@ALLEAVES.LOCAL',
    'no-email@alleaves.local\u200b',
    `${'a'.repeat(65)}@example.com`,
    `jane@${'a.'.repeat(125)}com`,
  ])('takes %p for no real address', (value) => {
    expect(realEmail(value)).toBeNull();
  });

  it('never gives a placeholder, changes nothing when repeated, and always fits a document id', () => {
    const piece = fc.oneof(
      anyText,
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a', 'İ', 'J\u030c', 'ΑΣ', '%', '/', '漢'.repeat(20), ...INVISIBLE),
    );
    const domain = fc.oneof(fc.constantFrom(PLACEHOLDER_DOMAIN, 'ALLEAVES.LOCAL', 'example.com'), piece);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), domain, (names, host) => {
        const text = `${names.join('')}@${host}`;
        expect(normalEmail(normalEmail(text))).toBe(normalEmail(text));
        const email = realEmail(text);
        expect(realEmail(email)).toBe(email);
        expect(isPlaceholderEmail(email ?? '')).toBe(false);
        expect(Buffer.byteLength(emailSpendingKey(email ?? ''))).toBeLessThanOrEqual(1500);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives addresses that look the same one key', () => {
    const letter = fc.constantFrom(
      'a',
      'b',
      'x',
      'y',
      '0',
      '1',
      '9',
      '.',
      '-',
      '+',
      'é',
      'ñ',
      'å',
      'ş',
      'ệ',
      '가',
      'ё',
      'ά',
    );
    const name = fc.array(letter, { minLength: 1, maxLength: 10 }).map((letters) => `a${letters.join('')}z`);
    const form = fc.constantFrom('NFC', 'NFD');
    const change = fc.record({
      at: fc.nat(),
      invisible: fc.constantFrom('', ...INVISIBLE),
      isUpper: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.tuple(name, fc.constantFrom('example.com', 'exämple.org', PLACEHOLDER_DOMAIN)),
        form,
        fc.array(change, { maxLength: 5 }),
        fc.constantFrom('', ' ', '\t', '\u00a0', '\ufeff'),
        ([local, host], normalForm, changes, around) => {
          const address = `${local}@${host}`;
          let typed = address.normalize(normalForm);
          for (const { at, invisible, isUpper } of changes) {
            const place = at % typed.length;
            const before = typed.slice(0, place);
            typed = (isUpper ? before.toUpperCase() : before) + invisible + typed.slice(place);
          }
          expect(realEmail(around + typed + around)).toBe(realEmail(address));
          expect(isPlaceholderEmail(typed)).toBe(host === PLACEHOLDER_DOMAIN);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
