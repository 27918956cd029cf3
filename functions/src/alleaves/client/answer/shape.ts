import { SecretPieces } from './secretPieces';

const NUMERIC_KEY = /^\d+$/;

/** The members of an array, or of an object with numeric string keys in numeric order, whatever other keys it has; undefined for anything else. */
export function membersOf(value: unknown): unknown[] | undefined {
  if (isArray(value)) {
    return value;
  }
  if (!isRecord(value)) {
    return undefined;
  }
  const keys = Object.keys(value);
  const numeric = keys.filter((key) => NUMERIC_KEY.test(key));
  if (numeric.length === 0 && keys.length > 0) {
    return undefined;
  }
  return numeric.sort((a, b) => Number(a) - Number(b)).map((key) => value[key]);
}

/** As {@link membersOf}, and a single object where a list is expected is its only member. */
export function listOf(value: unknown): unknown[] | undefined {
  return membersOf(value) ?? (isRecord(value) ? [value] : undefined);
}

/** `Array.isArray` would make it `any[]`. */
function isArray(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const SHOWN_KEYS = 10;
/** A key that isn't an identifier may be personal data. */
const SHOWABLE = /^[A-Za-z_]\w{0,39}$/;

/**
 * An answer's shape for an error message: its type and its keys, as far as they may be shown.
 * @param sensitive Secret values in use: a key that holds one isn't shown either.
 */
export function describeShape(value: unknown, sensitive: readonly string[] = []): string {
  if (!isRecord(value)) return typeName(value);
  const keys = Object.keys(value);
  const secrets = new SecretPieces(sensitive);
  const shown = keys.slice(0, SHOWN_KEYS).map((key) => {
    const name = SHOWABLE.test(key) && !secrets.isIn(key) ? key : '?';
    return `${name}: ${typeName(value[key]).replace(/^an? /, '')}`;
  });
  return `an object with ${[...shown, ...(keys.length > SHOWN_KEYS ? ['…'] : [])].join(', ') || 'no keys'}`;
}

/** What kind of value it is, with its article. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
