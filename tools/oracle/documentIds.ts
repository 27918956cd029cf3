/** A text as it stands in a document's id, in the plainest way: what isn't visible ASCII, and `%`, `/` and `=`, as `=E9` or `=u6F22`. */
export function escaped(text: string): string {
  let id = '';
  for (let index = 0; index < text.length; index += 1) {
    const letter = text.charAt(index);
    id += letter < '!' || letter > '~' || '%/='.includes(letter) ? escapeOf(letter.charCodeAt(0)) : letter;
  }
  return id;
}

function escapeOf(unit: number): string {
  const hex = unit.toString(16).toUpperCase();
  return hex.length > 2 ? `=u${hex.padStart(4, '0')}` : `=${hex.padStart(2, '0')}`;
}

/** The opposite of {@link escaped}. */
export function unescaped(id: string): string {
  const [first = '', ...others] = id.split('=');
  return others.reduce((text, part) => {
    const length = part.startsWith('u') ? 5 : 2;
    const hex = part.slice(0, length).replace('u', '');
    return text + String.fromCharCode(Number.parseInt(hex, 16)) + part.slice(length);
  }, first);
}
