import { compile } from 'html-to-text';

/** Characters of a description that are kept: two pages of text. */
const MAX_CHARACTERS = 5_000;

/** Without line breaks of its own, addresses or pictures. The bounds keep hostile markup from taking long. */
const toText = compile({
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'ul', options: { itemPrefix: '- ' } },
    { selector: 'td', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
  ],
  limits: { maxDepth: 50, maxChildNodes: 2_000, ellipsis: '…' },
});

/** Characters of markup that are looked at. */
const MAX_MARKUP = 64 * 1024;

/** What a text with or without HTML markup says, in plain text; null for nothing. */
export function plainText(html: string): string | null {
  const text = toText(html.slice(0, MAX_MARKUP).toWellFormed())
    .replaceAll('\u00a0', ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return text === '' ? null : text.slice(0, MAX_CHARACTERS).toWellFormed().trimEnd();
}
