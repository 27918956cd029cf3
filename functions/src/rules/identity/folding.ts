import anyAscii from 'any-ascii';

/** Between words. */
const SPACE = 0x20;
/** Apostrophes and the like, which belong to a word. */
const INSIDE_WORDS = /['`"]/g;

/** Bytes of a folded text: more than those of any honest name. */
const MAX_BYTES = 256;
const scratch = Buffer.alloc(MAX_BYTES);

/**
 * What each code unit folds to, learnt as they are met, since asking for each again takes ten times as long: a byte, or, from
 * {@link FIRST_PLACE} on, a place in `foldings`.
 */
const learnt = new Uint16Array(0x10000);
const UNKNOWN = 0;
/** Half of a character whose folding is in `astral`. */
const SURROGATE = 1;
const FIRST_PLACE = 128;
const NOTHING = new Uint8Array();
/** Each folding once: a million characters have a few thousand. */
const foldings: Uint8Array[] = [];
const places = new Map<string, number>();
const astral = new Map<number, number>();

/**
 * Text as it is compared with what people type on a keyboard without its letters: words in `a` to `z` and `0` to `9`, a space
 * before each. Case, accents and apostrophes don't matter (`Søren O’Brien` is ` soren obrien`), and other scripts are spelled in
 * Latin letters. Takes about the same time for any characters, and of what becomes longer than {@link MAX_BYTES} the end is cut.
 */
export function foldText(text: string): string {
  let length = 0;
  let isBetween = true;
  for (let index = 0; index < text.length; index += 1) {
    const codeUnit = text.charCodeAt(index);
    let value = learnt[codeUnit] ?? UNKNOWN;
    if (value === UNKNOWN) value = learn(codeUnit);
    // Nearly all characters, are one byte: what follows takes several times as long for each.
    if (value > SURROGATE && value < FIRST_PLACE) {
      if (value === SPACE) {
        isBetween = true;
        continue;
      }
      if (length > MAX_BYTES - 2) break;
      if (isBetween) scratch[length++] = SPACE;
      isBetween = false;
      scratch[length++] = value;
      continue;
    }
    if (value === SURROGATE) {
      const codePoint = text.codePointAt(index) ?? 0;
      if (codePoint <= 0xffff) continue;
      index += 1;
      value = astralValue(codePoint);
    }
    const folding = value < FIRST_PLACE ? NOTHING : (foldings[value - FIRST_PLACE] ?? NOTHING);
    const last = value < FIRST_PLACE ? 0 : folding.length - 1;
    for (let place = 0; place <= last; place += 1) {
      const byte = value < FIRST_PLACE ? value : (folding[place] ?? SPACE);
      if (byte === SPACE) {
        isBetween = true;
        continue;
      }
      if (length > MAX_BYTES - 2) return scratch.toString('latin1', 0, length);
      if (isBetween) scratch[length++] = SPACE;
      isBetween = false;
      scratch[length++] = byte;
    }
  }
  return scratch.toString('latin1', 0, length);
}

const NOT_ASCII = /\P{ASCII}/gu;
const plain = new Map<string, string>();

/** Text in ASCII, character by character: digits, dashes and spaces of all kinds become the plain ones, and what is invisible goes. */
export function toAscii(text: string): string {
  return text.replace(NOT_ASCII, (character) => {
    let known = plain.get(character);
    // Of characters that stand for several, the first: only those that stand for one are looked for.
    if (known === undefined) plain.set(character, (known = spelled(character).slice(0, 1)));
    return known;
  });
}

/** A character in Latin letters, or in what else there is of it on a keyboard. */
function spelled(character: string): string {
  return anyAscii(character.normalize('NFKD'));
}

function learn(codeUnit: number): number {
  const isSurrogate = codeUnit >= 0xd800 && codeUnit <= 0xdfff;
  return (learnt[codeUnit] = isSurrogate ? SURROGATE : fold(String.fromCharCode(codeUnit)));
}

function astralValue(codePoint: number): number {
  let value = astral.get(codePoint);
  if (value === undefined) astral.set(codePoint, (value = fold(String.fromCodePoint(codePoint))));
  return value;
}

/** The value of a character; composed and decomposed ones fold alike, because their parts do. */
function fold(character: string): number {
  const folded = spelled(character)
    .toLowerCase()
    .replaceAll(INSIDE_WORDS, '')
    .replaceAll(/[^a-z0-9]/g, ' ');
  if (folded.length === 1) return folded.charCodeAt(0);
  let place = places.get(folded);
  if (place === undefined) {
    place = FIRST_PLACE + foldings.push(folded === '' ? NOTHING : Buffer.from(folded, 'latin1')) - 1;
    places.set(folded, place);
  }
  return place;
}
