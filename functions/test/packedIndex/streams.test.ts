import * as fc from 'fast-check';
import { fingerprint } from '../../src/rules/identity/fingerprint';
import { type ItemEntry, itemsStream } from '../../src/packedIndex/streams';

describe('the entry of an item', () => {
  const hash = fc.string().map(fingerprint);
  const entry: fc.Arbitrary<ItemEntry> = fc.oneof(
    fc.record({ hash }),
    fc.record({ hash, details: fc.record({ hash, of: fc.option(hash) }) }),
  );

  it('comes back as it was packed', () => {
    fc.assert(
      fc.property(entry, (item) => {
        expect(itemsStream.unpack(itemsStream.pack(item))).toEqual(item);
      }),
    );
  });

  it('is a single text, so that release 0.1 takes it for a hash, and reads one of that release', () => {
    fc.assert(
      fc.property(entry, (item) => {
        expect(itemsStream.pack(item)).toEqual([expect.any(String)]);
      }),
    );
    expect(itemsStream.unpack(['q83vEjRWeJAB'])).toEqual({ hash: 'q83vEjRWeJAB' });
  });
});
