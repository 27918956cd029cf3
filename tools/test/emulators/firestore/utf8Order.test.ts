import fc from 'fast-check';
import { compareUtf8 } from '../../../emulators/firestore/utf8Order';

describe('compareUtf8', () => {
  it('orders as the bytes do', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it('puts what takes two code units last', () => {
    expect(['😀', '\uffff', 'é', 'Z', ''].sort(compareUtf8)).toEqual(['', 'Z', 'é', '\uffff', '😀']);
  });
});
