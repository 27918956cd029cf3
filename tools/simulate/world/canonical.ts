/** Text that is equal for equal values: keys sorted, dates and stored timestamps as ISO text, bytes in base64. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object')
    return value === undefined ? 'undefined' : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value instanceof Date) return JSON.stringify(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if ('toDate' in value && typeof value.toDate === 'function')
    return JSON.stringify(Reflect.apply(value.toDate, value, []));
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${name}:${canonical(field)}`).join()}}`;
}

/** The named fields of a document as {@link canonical} text. */
export function canonicalFields(
  document: Readonly<Record<string, unknown>>,
  names: readonly string[],
): string {
  return canonical(Object.fromEntries(names.map((name) => [name, document[name]])));
}
