import { dirname, join } from 'node:path';

/** Code units of surrogates come before those from U+E000 on, and what they stand for comes after. */
const SURROGATES = 0xd800;
const AFTER_SURROGATES = 0xe000;

/** Orders text by its UTF-8 bytes, as Firestore does, and not by its UTF-16 code units. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x === y) continue;
    const bothHigh = x >= SURROGATES && y >= SURROGATES;
    return bothHigh ? rankOf(x) - rankOf(y) : x - y;
  }
  return a.length - b.length;
}

function rankOf(unit: number): number {
  return unit < AFTER_SURROGATES ? unit + 0x1_0000 : unit;
}

type Compare = (a: unknown, b: unknown) => number;

/** The module of `@firebase-bridge/firestore-admin` (0.0.10) by which queries compare values; this file is the only one that knows it. */
function comparisons(): object {
  const file = join(
    dirname(require.resolve('@firebase-bridge/firestore-admin')),
    'lib/_internal/mock-gapic-client/utils/compare-values.js',
  );
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- its path is known only here
  const loaded: unknown = require(file);
  if (typeof loaded === 'object' && loaded !== null && 'compareValues' in loaded) return loaded;
  throw new Error(
    '@firebase-bridge/firestore-admin has changed inside: install version 0.0.10, or adapt firestore/utf8Order.ts.',
  );
}

let ordered = false;

/** Has the in-memory Firestore order text by UTF-8 bytes; text inside arrays and maps keeps the order of UTF-16. */
export function orderByUtf8(): void {
  if (ordered) return;
  ordered = true;
  const module = comparisons();
  const original: unknown = Reflect.get(module, 'compareValues');
  if (typeof original !== 'function') throw new Error('compareValues is no function any more.');
  const compare: Compare = (a, b) =>
    typeof a === 'string' && typeof b === 'string'
      ? compareUtf8(a, b)
      : Number(Reflect.apply(original, undefined, [a, b]));
  Reflect.set(module, 'compareValues', compare);
}
