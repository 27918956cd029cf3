import fc from 'fast-check';
import {
  matchesSearch,
  parseCustomerSearch,
  type SearchedFields,
} from '../../../src/rules/customers/customerSearch';
import { anyText } from '../arbitraries';

const customer: SearchedFields = {
  displayName: 'Zoë Smith-Jones',
  firstName: 'Zoë',
  lastName: 'O’Brien',
  email: 'zoe.smith@example.com',
  phone: '+1 (555) 010-2000',
};

const finds = (text: string, fields: Partial<SearchedFields> = {}) => {
  const search = parseCustomerSearch(text);
  return search !== undefined && matchesSearch(search, { ...customer, ...fields });
};

describe('a search', () => {
  it.each([
    ...['zoe', 'ZOË', 'jones zo', 'smith-j', "o'brien", 'obri', 'zoe.smith', 'Zoe.Smith@EXAMPLE'],
    ...['zoe.smith@example.com', '555 010', '0102000', '+15550102000', '(555) 010-2000', '2000'],
  ])('%j finds the customer', (text) => expect(finds(text)).toBe(true));

  it.each(['oe', 'zoe miller', 'smith@', 'brien', '2001', 'example', '1999 zoe'])('%j does not', (text) =>
    expect(finds(text)).toBe(false),
  );

  it.each([
    ['soren', 'Søren'],
    ['weiss', 'Weiß'],
    ['WEISS', 'Weiß'],
    ['weiß', 'Weiss'],
    ['obrien', "O'Brien"],
    ["o'brien", 'OBrien'],
    ['o brien', "O'Brien"],
    ['o’brien', 'O`Brien'],
    ['mcdonald', 'Mc Donald'],
    ['mc donald', 'McDonald'],
    ['maryann', 'Mary Ann'],
    ['mary ann sm', 'Maryann Smith'],
    ['smith jones', 'Smith\u2010Jones'],
    ['lukasz', 'Łukasz'],
    ['dorde', 'Đorđe'],
    ['aegir', 'Ægir'],
    ['thor', 'Þór'],
    ['isil', 'Işıl'],
    ['jose\u0301', 'José'],
    ['josé', 'Jose\u0301'],
    ['ann', '\u202aAn\u200bn\u202c'],
    ['ivan', 'Иван'],
    ['Иван', 'Ivan'],
    ['wang', '王'],
    ['joe', 'ｊｏｅ'],
  ])('%j finds %j', (text, displayName) => {
    expect(finds(text, { displayName, firstName: null, lastName: null, email: null })).toBe(true);
    expect(finds(text, { displayName: null, firstName: displayName, lastName: null })).toBe(true);
    expect(finds(text, { displayName: 'Somebody Else', firstName: null, lastName: null })).toBe(false);
  });

  it('of more words than anybody has finds by the first of them', () => {
    expect(finds(Array.from({ length: 100 }, () => 'zoe').join(' '))).toBe(true);
  });

  it.each([
    ['315-555-0100 x12', '315-555-0100 x12'],
    ['315-555-0100', '315-555-0100 x12'],
    ['315-555-0100 ext. 7', '(315) 555-0100'],
    ['+1 315', '315-555-0100 x12'],
    ['+1 315', '(315) 555-0177'],
    ['+1 315', '315\u2011555\u20110199'],
    ['+1 (315) 555', '(315) 555-0177'],
    ['1-315', '+1 315 555 0177'],
    ['315\u2011555\u20110199', '315\u2011555\u20110199'],
    ['315\u2013555\u20130199', '315.555.0199'],
    ['315\u2212555', '3155550199'],
    ['３１５', '(315) 555-0177'],
    ['\u202a+1 (315) 555\u202c', '315 555 0177'],
    ['0177', '315/555/0177'],
    ['+44 20', '+44 20 7946 0958'],
  ])('%j finds the number %j', (text, phone) => {
    expect(finds(text, { phone })).toBe(true);
    expect(finds(text, { phone: '(719) 284-6688' })).toBe(false);
  });

  it.each([
    ['+1 315', '719-131-5000'],
    ['jose@', 'josé@example.com'],
  ])('%j does not find %j', (text, other) => {
    expect(finds(text, { phone: other, email: other })).toBe(false);
  });

  it('for an address finds it however it is typed', () => {
    for (const text of ['josé@', 'jose\u0301@EXAMPLE', 'jos\u200bé@example.com\ufeff'])
      expect(finds(text, { email: 'josé@example.com' })).toBe(true);
  });

  it('never fails, whatever is typed and known', () => {
    const hostile = fc.oneof(
      anyText,
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('ﷺ'.repeat(300), '\u0301'.repeat(300), '\ud800'.repeat(300), ' a'.repeat(300)),
    );
    fc.assert(
      fc.property(hostile, hostile, (text, known) => {
        const search = parseCustomerSearch(text);
        const fields = { displayName: known, firstName: known, lastName: known, email: known, phone: known };
        if (search !== undefined) expect(typeof matchesSearch(search, fields)).toBe('boolean');
      }),
    );
  });

  it.each(['', '  ', '!?', '-', '@', '\u200b', "'"])('for %j is none', (text) =>
    expect(parseCustomerSearch(text)).toBeUndefined(),
  );

  it('of one or two digits is for a name', () => {
    expect(parseCustomerSearch('42')).toMatchObject({ kind: 'name' });
    expect(finds('42', { displayName: 'Studio 42' })).toBe(true);
  });

  it('finds nobody of whom nothing is known', () => {
    const nobody = { displayName: null, firstName: null, lastName: null, email: null, phone: null };
    fc.assert(fc.property(anyText, (text) => !finds(text, nobody)));
  });

  it('finds a customer by the beginning of any word of the name, in any case, and by the whole name', () => {
    const word = fc.stringMatching(/^[A-Za-zäöüéñ]{1,8}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.nat(),
        (words, which, length) => {
          const displayName = words.join(' ');
          const sought = words[which % words.length] ?? '';
          const prefix = sought.slice(0, 1 + (length % sought.length));
          for (const text of [prefix, prefix.toUpperCase(), displayName, [...words].reverse().join('  ')])
            expect(finds(text, { displayName, firstName: null, lastName: null })).toBe(true);
        },
      ),
    );
  });
});
