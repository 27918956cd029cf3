import { randomInt } from 'node:crypto';
import { styleText } from 'node:util';

/**
 * What a terminal obeys or hides: control characters (C0 and C1), marks of direction and others that aren't seen, line separators, and half,
 * private or unknown characters. A point of sale can put any of them into a name, to clear the screen, fill the clipboard or turn a line around.
 */
const OBEYED = /[\p{C}\p{Zl}\p{Zp}]/gu;
const LINE_BREAKS = /[\r\n]/g;

/**
 * Digits that this process's own styles carry, in groups that libraries for tables take for a style: text from elsewhere can't know them,
 * so what looks like a style in it is none.
 */
const OWN = Array.from({ length: 4 }, () => String(randomInt(1_000, 10_000))).join(';');
const ESCAPE = '\u001b';
const STYLE = new RegExp(`${ESCAPE}\\[${OWN};([\\d;]*)([mJ])`, 'g');
const CLEAR = `${ESCAPE}[H${ESCAPE}[2J`;

/** Text in a style, if stdout is a terminal and NO_COLOR doesn't forbid it; {@link safeText} makes it visible. */
export function styled(format: Parameters<typeof styleText>[0], text: string): string {
  const [before = '', after = ''] = styleText(format, '|').split('|');
  return `${ownStyle(before)}${text}${ownStyle(after)}`;
}

/** Clears the terminal. */
export const clearScreen = `\u001b[${OWN};J`;

function ownStyle(style: string): string {
  return style.replace('\u001b[', `\u001b[${OWN};`);
}

/** Text for a terminal or a pipe: with the styles of {@link styled}, and any other control character escaped as `\u001b` is. Lines stay. */
export function safeText(text: string): string {
  return parts(text, escapeControls, (codes, end) => (end === 'J' ? CLEAR : `\u001b[${codes}m`));
}

/** As {@link safeText}, for a text within a line: line breaks are escaped as well, and the styles stay what they are for now. */
export function withinLine(text: string): string {
  return parts(
    text,
    (part) => escapeControls(part).replace(LINE_BREAKS, escaped),
    (codes, end) => `\u001b[${OWN};${codes}${end}`,
  );
}

/** JSON that is plain text for any terminal, and the same value. */
export function safeJson(value: unknown, indent?: number): string {
  return escapeControls(JSON.stringify(value, null, indent));
}

function parts(
  text: string,
  plain: (part: string) => string,
  own: (codes: string, end: string) => string,
): string {
  // Every third part is plain, the two after it are a style.
  const pieces = text.split(STYLE);
  let safe = '';
  for (let at = 0; at < pieces.length; at += 3) {
    safe += plain(pieces[at] ?? '');
    if (at + 2 < pieces.length) safe += own(pieces[at + 1] ?? '', pieces[at + 2] ?? '');
  }
  return safe;
}

function escapeControls(text: string): string {
  return text.replace(OBEYED, (character) =>
    character === '\n' || character === '\t' ? character : escaped(character),
  );
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }).join('');
}
