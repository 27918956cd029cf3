const EMAIL_LIKE = /[^\s@"'<>()[\]{},;:]+@[^\s@"'<>()[\]{},;:]+/g;
const TOKEN_LIKE = /\beyJ[\w-]*(?:\.[\w-]*)*|\bBearer\s+\S+/gi;
/** Seven digits or more, also when grouped as phone numbers are. */
const NUMBER_LIKE = /\+?\(?\d(?:[\s().-]*\d){6,}/g;
const MAXIMUM_LENGTH = 200;

/**
 * Text of the POS made fit for a log line or a stored error: without the given secret values, anything that looks like an email
 * address, a token or a phone number, on one line, at most 200 characters.
 * @param sensitive Secret values in use; empty ones are ignored.
 */
export function redact(text: string, sensitive: readonly string[]): string {
  const longestFirst = sensitive.filter((value) => value !== '').sort((a, b) => b.length - a.length);
  let safe = text;
  for (const value of longestFirst) {
    safe = safe.replaceAll(value, '[secret]');
  }
  safe = safe
    .replace(TOKEN_LIKE, '[token]')
    .replace(EMAIL_LIKE, '[email]')
    .replace(NUMBER_LIKE, '[number]')
    .replace(/\s+/g, ' ')
    .trim();
  return safe.length > MAXIMUM_LENGTH ? `${safe.slice(0, MAXIMUM_LENGTH - 1)}…` : safe;
}
