import fc from 'fast-check';
import { decodePathSegment, encodePathSegment } from '../../../src/rules/identity/pathSegment';
import { anyText, expectDocumentId, trickyText } from '../arbitraries';

const text = fc.oneof(anyText, trickyText);

describe('encodePathSegment', () => {
  it.each([
    ['jane@example.com', 'jane@example.com'],
    ["o'neil+tag.x_y-z@example.co.uk", "o'neil+tag.x_y-z@example.co.uk"],
    ['zoë@exämple.com', 'zo=EB@ex=E4mple.com'],
    ['漢@example.com', '=u6F22@example.com'],
    ['😀@example.com', '=uD83D=uDE00@example.com'],
    ['', '='],
    ['.', '=2E'],
    ['..', '=2E.'],
    ['..dots@example.com', '=2E.dots@example.com'],
    ['.dot@example.com', '=2Edot@example.com'],
    ['...', '=2E..'],
    ['__x__', '=5F_x__'],
    ['____', '=5F___'],
    ['__\u2028__', '=5F_=u2028__'],
    ['__x', '__x'],
    ['a/b', 'a=2Fb'],
    ['100%', '100=25'],
    ['=2F', '=3D2F'],
    ['%2F', '=252F'],
    [' a b ', '=20a=20b=20'],
    ['a\u0000\n\u0085b', 'a=00=0A=85b'],
    ['\ud800', '=uD800'],
    ['\u0100', '=u0100'],
  ])('of %j is %j', (plain, encoded) => {
    expect(encodePathSegment(plain)).toBe(encoded);
    expect(decodePathSegment(encoded)).toBe(plain);
  });

  it('makes a valid document id of any text, and the text can be read back', () => {
    fc.assert(
      fc.property(text, (plain) => {
        const encoded = encodePathSegment(plain);
        expectDocumentId(encoded);
        expect(decodePathSegment(encoded)).toBe(plain);
      }),
      { numRuns: 2000 },
    );
  });

  it('makes segments that arrive at a trigger as they are', () => {
    fc.assert(
      fc.property(text, (plain) => {
        const encoded = encodePathSegment(plain);
        const received = Buffer.from(encoded).toString('latin1').trim();
        expect(decodeURIComponent(received)).toBe(encoded);
      }),
      { numRuns: 2000 },
    );
  });

  it('makes different segments of different texts', () => {
    fc.assert(
      fc.property(trickyText, trickyText, (a, b) => {
        expect(encodePathSegment(a) === encodePathSegment(b)).toBe(a === b);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('decodePathSegment', () => {
  it.each(['50=off', '=zz', 'a=', '=2f'])(
    'leaves %p, which is no escape of ours, as it stands',
    (segment) => {
      expect(decodePathSegment(segment)).toBe(segment);
    },
  );
});
