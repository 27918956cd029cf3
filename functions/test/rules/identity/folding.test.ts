import fc from 'fast-check';
import { foldText, toAscii } from '../../../src/rules/identity/folding';

const anyCharacters = fc.string({ unit: 'binary', maxLength: 60 });

describe('foldText', () => {
  it.each([
    ['Søren O’Brien', ' soren obrien'],
    ['Weiß', ' weiss'],
    ['Zoë Smith-Jones', ' zoe smith jones'],
    ['Ægir  Þór', ' aegir thor'],
    ['Иван', ' ivan'],
    ['王小明', ' wangxiaoming'],
    ['１２３ ½', ' 123 1 2'],
    ['An\u200bn', ' ann'],
    ['', ''],
    ['!? ', ''],
  ])('of %j is %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('is words of letters and digits, a space before each, and no longer than it may be', () => {
    fc.assert(
      fc.property(anyCharacters, (text) => {
        const long = text.repeat(20);
        expect(foldText(long)).toMatch(/^(?: [a-z0-9]+)*$/);
        expect(foldText(long).length).toBeLessThanOrEqual(256);
      }),
    );
  });

  it('is the same composed and decomposed, in either case, and folded again', () => {
    fc.assert(
      fc.property(anyCharacters, (text) => {
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')));
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
    const latin = fc.string({
      unit: fc.constantFrom('a', 'Z', 'é', 'ñ', 'Ø', 'ß', 'ł', 'đ', 'æ'),
      maxLength: 20,
    });
    fc.assert(fc.property(latin, (text) => expect(foldText(text.toUpperCase())).toBe(foldText(text))));
  });
});

describe('toAscii', () => {
  it('has nothing but ASCII', () => {
    fc.assert(fc.property(anyCharacters, (text) => /^\p{ASCII}*$/u.test(toAscii(text))));
  });

  it.each([
    ['315\u2011555\u2212\u20130199', '315-555--0199'],
    ['\u202a+1\u00a0315\u202c', '+1 315'],
    ['ﷺ\ud800½', 's1'],
  ])('of %j is %j', (text, ascii) => expect(toAscii(text)).toBe(ascii));
});
