import { PermanentError } from '../platform/errors';

/** Keys under which the POS wraps its rows, in the order they are looked for. */
const ENVELOPE_KEYS = ['customers', 'orders', 'items', 'data', 'results'] as const;

const NUMERIC_KEY = /^\d+$/;

/**
 * The rows in an answer, whatever it is wrapped in: a bare array, an object with numeric string keys (read in numeric order), or either of these
 * under one of the known keys. `{}` is a page without rows.
 * @param label Method and path, for the error message.
 * @throws PermanentError `pos_unexpected_answer` for anything else, because asking again would bring the same; it says which types and keys were there, never a value.
 */
export function unwrapRows(body: unknown, label: string): unknown[] {
  const rows = rowsIn(body) ?? rowsUnderKey(body);
  if (!rows) {
    throw new PermanentError(
      'pos_unexpected_answer',
      `The POS answered ${label} with something that holds no rows (${describeShape(body)}). If this goes on, its API has changed: set another pos.dialect, or report it.`,
    );
  }
  return rows;
}

/** The members of an array, or of an object with numeric string keys in numeric order; undefined for anything else. */
export function rowsIn(value: unknown): unknown[] | undefined {
  if (isArray(value)) {
    return value;
  }
  if (!isRecord(value)) {
    return undefined;
  }
  const keys = Object.keys(value).filter((key) => NUMERIC_KEY.test(key));
  // Beside the rows there may be scalars, such as a total; without rows, nothing else tells an empty page from an error.
  const others = Object.entries(value).filter(([key]) => !NUMERIC_KEY.test(key));
  const isRows = others.length === 0 || (keys.length > 0 && others.every(([, other]) => !isObject(other)));
  if (!isRows) {
    return undefined;
  }
  return keys.sort((a, b) => Number(a) - Number(b)).map((key) => value[key]);
}

function rowsUnderKey(value: unknown): unknown[] | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  for (const key of ENVELOPE_KEYS) {
    const rows = Object.hasOwn(value, key) ? rowsIn(value[key]) : undefined;
    if (rows) return rows;
  }
  return undefined;
}

/** `Array.isArray` would make it `any[]`. */
function isArray(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const SHOWN_KEYS = 10;

/** An answer's shape for an error message: its type and its keys. A key that isn't an identifier may be personal data and is not shown. */
export function describeShape(value: unknown): string {
  if (!isRecord(value)) {
    return Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`;
  }
  const keys = Object.keys(value);
  const shown = keys
    .slice(0, SHOWN_KEYS)
    .map((key) => `${/^[A-Za-z_]\w{0,39}$/.test(key) ? key : '?'}: ${typeName(value[key])}`);
  return `an object with ${[...shown, ...(keys.length > SHOWN_KEYS ? ['…'] : [])].join(', ') || 'no keys'}`;
}

function typeName(value: unknown): string {
  return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
}
