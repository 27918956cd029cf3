import crypto from 'node:crypto';
import zlib from 'node:zlib';

export interface Chance {
  /** From now on everything random follows from this. */
  useRandom(fraction: () => number): void;
  /** Does what only some seeds need done, such as filling a pool, so that the ids of the others stay the same. */
  apart<T>(work: () => T): T;
}

/**
 * Makes the process a function of its seed: what Node hands to threads (compression) is done at once, so that it can't
 * finish in another order, and what asks the system for chance (jitter of ky and of Google's clients, ids) gets it from the
 * seed. Must run before the sources are loaded, which keep references to these functions.
 */
export function makeDeterministic(): Chance {
  let source: () => number = () => 0.5;
  let ids = idsFrom(1);
  Math.random = () => source();
  Object.assign(crypto, {
    randomBytes: (size: number) => ids(size),
    randomUUID: () => `simulated-${ids(12).toString('hex')}`,
  });
  Object.assign(zlib, {
    deflateRaw: atOnce(zlib.deflateRawSync),
    inflateRaw: atOnce(zlib.inflateRawSync),
  });
  return {
    useRandom: (fraction) => {
      source = fraction;
      ids = idsFrom(1 + Math.floor(fraction() * 2 ** 31));
    },
    apart: (work) => {
      const kept = ids;
      ids = idsFrom(1);
      try {
        return work();
      } finally {
        ids = kept;
      }
    },
  };
}

/** Bytes for ids, which need not be good but many: a xorshift generator (Marsaglia 2003). */
function idsFrom(seed: number): (size: number) => Buffer {
  let state = seed;
  return (size) => {
    const bytes = Buffer.alloc(size);
    for (let position = 0; position < size; position += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      bytes[position] = state & 0xff;
    }
    return bytes;
  };
}

type Callback = (error: Error | null, result?: Buffer) => void;

function atOnce(work: (data: Buffer, options?: zlib.ZlibOptions) => Buffer) {
  return (data: Buffer, ...rest: [zlib.ZlibOptions, Callback] | [Callback]): void => {
    const [options, callback] = rest.length === 2 ? rest : [undefined, rest[0]];
    queueMicrotask(() => {
      let result: Buffer;
      try {
        result = work(data, options);
      } catch (error) {
        callback(error instanceof Error ? error : new Error('Compression failed'));
        return;
      }
      callback(null, result);
    });
  };
}
