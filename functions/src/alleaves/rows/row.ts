import type { ParsedRow, RowIssue } from '../../rules/pos';
import { cutDeep, MAXIMUM_LEVELS } from './depth';
import { type Field, objectField } from './fields';

/** The names one field goes by, in order of precedence; a dot leads into a nested object. */
export type Aliases = readonly { name: string; steps: readonly string[]; isId: boolean }[];

export function aliases(...names: string[]): Aliases {
  return names.map((name) => ({ name, steps: name.split('.'), isId: false }));
}

/** Aliases of an id: there 0 is the POS's word for "none", and as absent as null. */
export function idAliases(...names: string[]): Aliases {
  return aliases(...names).map((alias) => ({ ...alias, isId: true }));
}

/**
 * Reads fields of one raw row and collects what is wrong with them. A field is the first of its aliases that is present, that is neither null
 * nor blank; whether that one can be read or not, later aliases are not asked.
 */
export class Row {
  readonly #payload: Record<string, unknown>;
  readonly #prefix: string;
  readonly issues: RowIssue[];
  /** True once an essential field is missing or unreadable. */
  unusable = false;

  constructor(payload: Record<string, unknown>, prefix = '', issues: RowIssue[] = []) {
    this.#payload = payload;
    this.#prefix = prefix;
    this.issues = issues;
  }

  /** The field's value; null when it is absent, or unreadable, which is an issue. */
  optional<T>(names: Aliases, schema: Field<T>): T | null {
    const found = this.find(names);
    return found ? this.read(found.name, found.value, schema) : null;
  }

  /** As {@link optional}, but without a value the row can't be used. */
  essential<T>(names: Aliases, schema: Field<T>): T | null {
    const found = this.find(names);
    const value = found ? this.read(found.name, found.value, schema) : null;
    if (!found) {
      this.report(names[0]?.name ?? '', 'is missing');
    }
    this.unusable ||= value === null;
    return value;
  }

  /** The first alias that is present. */
  find(names: Aliases): { name: string; value: unknown } | undefined {
    for (const { name, steps, isId } of names) {
      let value: unknown = this.#payload;
      for (const step of steps) {
        value = isObject(value) ? value[step] : undefined;
      }
      if (isPresent(value) && !(isId && (value === 0 || value === '0'))) {
        return { name, value };
      }
    }
    return undefined;
  }

  /** Reads a value that stands at `path` of this row; null when it is unreadable, which is an issue. */
  read<T>(path: string, value: unknown, schema: Field<T>): T | null {
    const parsed = schema.safeParse(value);
    if (parsed.success) {
      return parsed.data;
    }
    this.report(path, parsed.error.issues[0]?.message ?? 'is not valid');
    return null;
  }

  report(path: string, message: string): void {
    this.issues.push({ path: `${this.#prefix}${path}`, message });
  }

  /** An object nested at `path`, whose issues are this row's; undefined, which is an issue, if it isn't an object. */
  nested(path: string, value: unknown): Row | undefined {
    const payload = this.read(path, value, objectField);
    return payload ? new Row(payload, `${this.#prefix}${path}.`, this.issues) : undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined && (typeof value !== 'string' || value.trim() !== '');
}

/**
 * Parses one raw row.
 * @param identify Reads the row's own id, an essential field.
 * @param read Makes the record of the fields; it is called without an id as well, so that every fault of the row is named.
 */
export function parseRow<T>(
  received: unknown,
  identify: (row: Row) => string | null,
  read: (row: Row, posId: string) => T,
): ParsedRow<T> {
  const payload = cutDeep(received);
  const parsed = objectField.safeParse(payload);
  if (!parsed.data) {
    return { posId: null, record: null, issues: [{ path: '', message: 'is not an object' }], payload };
  }
  const row = new Row(parsed.data);
  const posId = identify(row);
  const record = read(row, posId ?? '');
  if (payload !== received) {
    row.report('', `is nested more than ${MAXIMUM_LEVELS} levels deep`);
    row.unusable = true;
  }
  return { posId, record: row.unusable ? null : record, issues: row.issues, payload };
}
