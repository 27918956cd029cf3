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
