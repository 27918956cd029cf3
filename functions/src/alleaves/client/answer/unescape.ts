import { withoutInvisible } from '../../../rules/identity/invisible';

/** Escapes of JSON, JavaScript and HTML by number. */
const NUMBERED =
  /\\u\{([0-9a-f]{1,6})\}|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|&#x([0-9a-f]{1,6});|&#(\d{1,7});/gi;
const NAMED: Readonly<Record<string, string>> = {
  ...{ '\\n': '\n', '\\r': '\r', '\\t': '\t', '\\b': '', '\\f': '\n' },
  ...{ '\\"': '"', "\\'": "'", '\\/': '/', '\\\\': '\\' },
  ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&commat;': '@', '&nbsp;': ' ' },
};
const BY_NAME = /\\[nrtbf"'/\\]|&(?:amp|lt|gt|quot|apos|commat|nbsp);/g;
const PERCENT = /(?:%[0-9a-f]{2})+/gi;

/**
 * Text with one layer of escapes taken off (JSON's, HTML's, those of URLs), without invisible characters, and with compatible ones, such as
 * full-width letters, made plain. Text without any of that stays as it is.
 */
export function unescapedOnce(text: string): string {
  return plain(
    text
      .replace(NUMBERED, (escape: string, ...groups: (string | number | undefined)[]) => {
        const [long, short, byte, entity, decimal] = groups.slice(0, 5);
        const hexadecimal = long ?? short ?? byte ?? entity;
        const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(String(hexadecimal), 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
      })
      .replace(BY_NAME, (escape) => NAMED[escape] ?? escape)
      .replace(PERCENT, (escapes) => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8')),
  );
}

/** Text without invisible characters, in compatible ones. */
export function plain(text: string): string {
  return withoutInvisible(text).normalize('NFKC');
}
