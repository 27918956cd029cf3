import fc from 'fast-check';
import { matchesSearch, parseCustomerSearch, type SearchedFields } from '../../src/domain/customerSearch';
import { anyText } from './arbitraries';

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

  it.each(['', '  ', '!?', '-', '@'])('for %j is none', (text) =>
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
