import { SecretPieces } from './secretPieces';
import { plain, unescapedOnce } from './unescape';

/** Characters of the POS's own words that are looked at: what matters stands at the beginning, and an answer can have millions. */
const MAXIMUM_READ = 4096;
/** Layers of escapes that are taken off: text that was quoted, put into a URL and quoted again has three. */
const MAXIMUM_LAYERS = 4;
/** Characters that are kept. */
const MAXIMUM_LENGTH = 200;

// Every pattern takes time in proportion to the text: none can begin again inside of what it has passed over.
const TOKEN_LIKE = /\beyJ[\w.-]*|\b(?:Bearer|Basic)\s+\S+/gi;
/** Long runs in which letters and digits alternate as in nothing that people write. */
const RUN = /[\w+/=-]{20,}/g;
/** What stands between what can't be part of an address. */
const WORD = /[^\s"'<>()[\]{},;:]+/g;
/** Seven digits or more, also when grouped as phone numbers are. */
const NUMBER_LIKE = /\+?\(?\d(?:[\s().-]{0,5}\d){6,}/g;

/**
 * Text of the POS made fit for a log line or a stored error: its beginning, without the given secret values in whatever encoding, and
 * without anything that looks like an email address, a token or a phone number, on one line, at most 200 characters.
 * @param sensitive Secret values in use; empty ones are ignored.
 */
export function redact(text: string, sensitive: readonly string[]): string {
  const secrets = new SecretPieces(sensitive);
  let safe = secrets.takenOut(text.slice(0, MAXIMUM_READ));
  safe = secrets.takenOut(plain(safe));
  for (let layer = 0; layer < MAXIMUM_LAYERS; layer += 1) {
    const next = secrets.takenOut(unescapedOnce(safe));
    if (next === safe) break;
    safe = next;
  }
  safe = safe
    .replace(TOKEN_LIKE, '[token]')
    .replace(WORD, (word) => (word.includes('@') ? '[email]' : word))
    .replace(NUMBER_LIKE, '[number]')
    .replace(RUN, (run) => (/\d/.test(run) && /[a-z]/i.test(run) ? '[token]' : run))
    .replace(/\s+/g, ' ')
    .trim();
  return safe.length > MAXIMUM_LENGTH ? `${safe.slice(0, MAXIMUM_LENGTH - 1)}…` : safe;
}
