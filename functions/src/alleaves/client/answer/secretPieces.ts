import { plain } from './unescape';

/** The fewest characters of a secret that are taken out where they are its beginning or its end, as of an echo that was cut. */
const LEAST_LENGTH = 4;
/** The longest block of a secret that is searched for; what stands around it is compared then. */
const LONGEST_BLOCK = 8;

const WORD = /^[a-z ]*$/;

const MARK = '[secret]';

/** Secret values in the forms in which they may come back, to be taken out of text. */
export class SecretPieces {
  readonly #forms: readonly string[];

  /** @param values Secrets; empty ones are ignored. */
  constructor(values: readonly string[]) {
    const forms = values
      .filter((value) => value !== '')
      .flatMap((value) => [value, plain(value), ...encoded(value)]);
    const distinct = new Set(forms.map(comparable).filter((form) => form !== ''));
    this.#forms = [...distinct].sort((a, b) => b.length - a.length);
  }

  /** Whether the text holds a secret, or so much of one that {@link takenOut} would take it out. */
  isIn(text: string): boolean {
    return this.takenOut(text) !== text;
  }

  /**
   * Text without the secrets, in upper or lower case, also encoded as base64 or hexadecimal digits. Of one that was cut, half or more is
   * taken out, and of its beginning and its end four characters that are no mere word: words occur in any text, and taking them out would
   * tell that the secret has them.
   */
  takenOut(text: string): string {
    const compared = comparable(text);
    const isSecret = new Uint8Array(compared.length);
    for (const form of this.#forms) mark(compared, form, isSecret);
    let safe = '';
    for (let at = 0; at < text.length; at += 1) {
      if (isSecret[at] !== 1) safe += text.charAt(at);
      else if (isSecret[at - 1] !== 1) safe += MARK;
    }
    return safe;
  }
}

/** What is compared, character by character: without case, and with any space, and the `+` that forms write for it, as one. */
function comparable(text: string): string {
  return text.replace(/[\s+]/g, ' ').replace(/[^a-z0-9 ]/g, (character) => {
    const lower = character.toLowerCase();
    return lower.length === 1 ? lower : character;
  });
}

/** Base64, of which three forms are possible in a longer text, depending on where the secret begins, and hexadecimal digits. */
function encoded(value: string): string[] {
  const bytes = Buffer.from(value);
  const forms = [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const whole = padded.toString('base64url');
    // Characters that also depend on what stands before or after.
    const core = whole.slice(Math.ceil((offset * 4) / 3), Math.floor((padded.length * 4) / 3));
    return [core, core.replaceAll('-', '+').replaceAll('_', '/')];
  });
  return [...forms, bytes.toString('hex')].filter((form) => form.length >= LEAST_LENGTH);
}

/** Marks where a form of a secret, or enough of it, is in the text. */
function mark(text: string, form: string, isSecret: Uint8Array): void {
  const size = Math.min(LONGEST_BLOCK, Math.max(LEAST_LENGTH, Math.floor(form.length / 4)));
  const enough = Math.min(form.length, Math.max(LEAST_LENGTH, Math.ceil(form.length / 2), 2 * size - 1));
  for (const [start, block] of blocksOf(form, size)) {
    for (let at = text.indexOf(block); at >= 0; at = text.indexOf(block, at + 1)) {
      if (isSecret[at] === 1 && isSecret[at + block.length - 1] === 1) continue;
      let first = start;
      while (first > 0 && text[at - (start - first) - 1] === form[first - 1]) first -= 1;
      let last = start + block.length;
      while (last < form.length && text[at + last - start] === form[last]) last += 1;
      const isEdge = (first === 0 || last === form.length) && !WORD.test(form.slice(first, last));
      if (!isEdge && last - first < enough) continue;
      isSecret.fill(1, at - (start - first), at + last - start);
    }
  }
}

/** Blocks one after the other, the beginning and the end. */
function blocksOf(form: string, size: number): [start: number, block: string][] {
  if (form.length <= LEAST_LENGTH) return [[0, form]];
  const blocks: [number, string][] = [
    [0, form.slice(0, LEAST_LENGTH)],
    [form.length - LEAST_LENGTH, form.slice(-LEAST_LENGTH)],
  ];
  for (let start = 0; start + size <= form.length; start += size)
    blocks.push([start, form.slice(start, start + size)]);
  return blocks;
}
