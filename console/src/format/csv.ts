/** What a spreadsheet would take for the beginning of a formula (owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** A telephone number begins with a plus and is no formula: mail and text tools need it as it is. */
const NUMBER = /^\+\d{7,15}$/;

/** Lines of CSV (RFC 4180), each cell quoted. The mark at the beginning tells spreadsheets that it is UTF-8. */
export function csvOf(rows: readonly (readonly (string | null)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(text: string | null): string {
  if (text === null) return '';
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
