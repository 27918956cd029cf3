import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { z } from 'zod';
import {
  decodeShard,
  emptyContent,
  encodeShard,
  SHARD_VERSION,
} from '../../../src/packedIndex/shard/shardCodec';
import {
  type CustomerEntry,
  customersStream,
  itemsStream,
  ordersStream,
} from '../../../src/packedIndex/streams';
import { PermanentError } from '../../../src/platform/ports/errors';

const key = fc.string({ minLength: 1 });
const hash = fc.string({ minLength: 1 });
const quarantined = fc.array(
  fc.tuple(
    key,
    fc.record(
      { hash, count: fc.nat(), firstSeenAt: fc.nat(), lastSeenAt: fc.nat() },
      { noNullPrototype: true },
    ),
  ),
);

describe('shard codec', () => {
  it('gives back what it packed, for every stream', async () => {
    const orders = fc.record(
      {
        hash,
        posCustomerId: key,
        matchedBy: fc.constantFrom<'email' | 'pos_id'>('email', 'pos_id'),
        cents: fc.integer(),
        orderedAt: fc.integer(),
        counts: fc.boolean(),
      },
      { noNullPrototype: true },
    );
    const customers = fc.record(
      { hash, email: fc.option(fc.string()), erasedAt: fc.option(fc.nat()), goneSince: fc.option(fc.nat()) },
      { noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(key, orders)),
        quarantined,
        fc.boolean(),
        async (entries, rows, mark) => {
          const content = { entries: new Map(entries), quarantined: new Map(rows), isRebuilding: mark };
          const packed = await encodeShard(ordersStream, content);
          expect(await decodeShard(ordersStream, SHARD_VERSION, packed)).toEqual(content);
        },
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(key, customers)), async (entries) => {
        const content = { ...emptyContent<CustomerEntry>(), entries: new Map(entries) };
        const packed = await encodeShard(customersStream, content);
        expect(await decodeShard(customersStream, SHARD_VERSION, packed)).toEqual(content);
      }),
    );
  });

  it('keeps 8,000 orders well under the 1 MiB that a document may have', async () => {
    const entries = new Map(
      Array.from({ length: 8_000 }, (_, order) => [
        String(1_000_000 + order),
        {
          hash: Buffer.from(String(Math.sin(order)))
            .toString('base64url')
            .slice(-12),
          posCustomerId: String((order * 7919) % 50_000),
          matchedBy: 'pos_id' as const,
          cents: (order * 104_729) % 20_000,
          orderedAt: 1_700_000_000_000 + order * 61_337,
          counts: true,
        },
      ]),
    );
    const packed = await encodeShard(ordersStream, { ...emptyContent(), entries });
    expect(packed.length).toBeLessThan(400_000);
  });

  it.each([
    ['of another version', SHARD_VERSION + 1, undefined],
    ['that is not compressed', SHARD_VERSION, Buffer.from('hello')],
  ])('refuses a shard %s and says how to fix it', async (_, version, bytes) => {
    const packed = bytes ?? (await encodeShard(itemsStream, emptyContent()));
    const failure = decodeShard(itemsStream, version, packed);
    await expect(failure).rejects.toThrow(PermanentError);
    await expect(failure).rejects.toThrow(/items index can't be read.*mode 'full'/);
  });

  it('understands the mark of a rebuild that release 0.1 left, a quarantined row of its own', async () => {
    const row = { hash: 'h', count: 2, firstSeenAt: 1, lastSeenAt: 2 };
    const packed = deflateRawSync(
      JSON.stringify({
        entries: [['1', 'x']],
        quarantined: [
          ['~rebuilding', '~rebuilding', 1, 1_700_000_000_000, 1_700_000_000_000],
          ['7', 'h', 2, 1, 2],
        ],
      }),
    );
    expect(await decodeShard(itemsStream, SHARD_VERSION, packed)).toEqual({
      entries: new Map([['1', { hash: 'x' }]]),
      quarantined: new Map([['7', row]]),
      isRebuilding: true,
    });
  });

  it('packs the mark as release 0.1 reads it, and so that it never expires there', async () => {
    const packed = await encodeShard(itemsStream, { ...emptyContent(), isRebuilding: true });
    const { quarantined } = z
      .object({ quarantined: z.array(z.array(z.unknown())) })
      .parse(JSON.parse(inflateRawSync(packed).toString()));
    expect(quarantined).toEqual([
      ['~rebuilding', expect.any(String), 1, expect.any(Number), expect.any(Number)],
    ]);
    expect(quarantined[0]?.[4]).toBeGreaterThan(Date.parse('9999-01-01'));
  });

  it('refuses an entry of another stream', async () => {
    const packed = await encodeShard(itemsStream, {
      ...emptyContent(),
      entries: new Map([['1', { hash: 'x' }]]),
    });
    await expect(decodeShard(ordersStream, SHARD_VERSION, packed)).rejects.toThrow(PermanentError);
  });
});
