/** The parts of a document that a program writes are between two comments: `<!-- name -->` and `<!-- /name -->`. */

/** What is between the comments. @throws Error if the document has no such block. */
export function blockOf(document: string, name: string): string {
  const [from, to] = rangeOf(document, name);
  return document.slice(from, to).trim();
}

/** The document with something else between the comments. @throws Error if it has no such block. */
export function withBlock(document: string, name: string, content: string): string {
  const [from, to] = rangeOf(document, name);
  return `${document.slice(0, from)}\n\n${content}\n\n${document.slice(to)}`;
}

function rangeOf(document: string, name: string): [from: number, to: number] {
  const begin = `<!-- ${name} -->`;
  const from = document.indexOf(begin);
  const to = document.indexOf(`<!-- /${name} -->`);
  if (from >= 0 && to > from) return [from + begin.length, to];
  throw new Error(`The document has no block ${name}: put ${begin} and <!-- /${name} --> where it belongs.`);
}
