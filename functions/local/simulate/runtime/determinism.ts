import zlib from 'node:zlib';

/**
 * Makes the process a function of its seed: what Node hands to threads (compression) is done at once, so that it can't
 * finish in another order, and `Math.random` (jitter of ky and of Google's clients) asks the seed's generator.
 * Must run before the sources are loaded, which keep references to these functions.
 */
export function makeDeterministic(): { useRandom(fraction: () => number): void } {
  let source: () => number = () => 0.5;
  Math.random = () => source();
  Object.assign(zlib, {
    deflateRaw: atOnce(zlib.deflateRawSync),
    inflateRaw: atOnce(zlib.inflateRawSync),
  });
  return { useRandom: (fraction) => void (source = fraction) };
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
