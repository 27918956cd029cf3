import { PermanentError } from '../../../platform/ports/errors';
import { StatedError } from './failures';
import { describeShape, isRecord, membersOf } from './shape';
import { assertNoStatedError, isStatement } from './statedError';

/** What the POS answers with rows of. */
export type RowStream = 'customers' | 'orders' | 'inventory' | 'itemDetails' | 'locations';

interface StreamShape {
  /** Keys that hold the stream's rows and no other's. */
  readonly keys: readonly string[];
  /** The id that no other object has. */
  readonly id: string;
  /** Fields by one of which an object with a mere `id` is known for a row. */
  readonly fields: readonly string[];
}

const SHAPES: Record<RowStream, StreamShape> = {
  customers: {
    keys: ['customers', 'customer'],
    id: 'id_customer',
    fields: ['name_first', 'first_name', 'name_last', 'last_name', 'full_name', 'email', 'phone'],
  },
  orders: {
    keys: ['orders', 'order'],
    id: 'id_order',
    fields: ['date_created', 'created_at', 'total', 'amount'],
  },
  inventory: { keys: ['inventory', 'items'], id: 'id_item', fields: ['id_batch'] },
  itemDetails: { keys: ['items', 'item'], id: 'id_item', fields: ['product_description', 'media_list'] },
  locations: { keys: ['locations', 'location'], id: 'id_location', fields: ['timezone', 'time_zone'] },
};

/** Keys that hold rows of whatever was asked for. */
const COMMON_KEYS = ['data', 'results', 'result', 'rows', 'records'];
/** One more, which a single order has too. */
const ITEMS_KEY = ['items'];

/** Envelopes in one another. */
const MAXIMUM_DEPTH = 3;

type Found = unknown[] | null | undefined;

/**
 * The rows in an answer, whatever it is wrapped in: a bare array, an object with numeric string keys (read in numeric order), or either of these
 * under a key. The stream's own key wins over all others, which can hold rows of another stream. A single object where a list is expected is
 * one row, and `{}` a page without rows.
 * @param label Method and path, for the error message.
 * @param sensitive Secret values that the error message must not repeat.
 * @returns null for `null`, alone or under the key.
 * @throws StatedError if the answer says that the request has failed.
 * @throws PermanentError `pos_unexpected_answer` for anything else, because asking again would bring the same; it says which types and keys were there, never a value.
 */
export function unwrapRows(
  stream: RowStream,
  body: unknown,
  label: string,
  sensitive: readonly string[] = [],
): unknown[] | null {
  if (typeof body === 'string') {
    throw new StatedError('text instead of rows', body);
  }
  const shape = SHAPES[stream];
  const envelopes: Record<string, unknown>[] = [];
  const rows = find(shape, body, envelopes);
  for (const envelope of envelopes) {
    assertNoStatedError(envelope, (rows ?? []).length > 0);
  }
  const isOnly = rows?.length === 1;
  for (const row of rows ?? []) {
    // An error among the rows, or in place of them.
    if (!isRecord(row) || isRow(shape, row) || hasField(shape, row)) continue;
    if (isOnly || isStatement(row)) assertNoStatedError(row, !isOnly);
  }
  if (rows === undefined) {
    throw new PermanentError(
      'pos_unexpected_answer',
      `The POS answered ${label} with something that has no rows (${describeShape(body, sensitive)}). If this keeps happening, its API has changed: set another pos.dialect, or report it.`,
    );
  }
  return rows;
}

/** The error of an answer without rows where some must be. */
export function noRows(label: string): PermanentError {
  return new PermanentError(
    'pos_unexpected_answer',
    `The POS answered ${label} with nothing (204 or null), where there should be rows. If this keeps happening, report it to the POS's support.`,
  );
}

/** @param envelopes Gets the objects around the rows, or those in which there are none. */
function find(shape: StreamShape, value: unknown, envelopes: Record<string, unknown>[], depth = 0): Found {
  if (value === null) return null;
  if (!isRecord(value)) return membersOf(value);
  const under = (keys: readonly string[]): Found =>
    firstOf(
      keys
        .filter((key) => depth < MAXIMUM_DEPTH && Object.hasOwn(value, key))
        .map((key) => find(shape, value[key], envelopes, depth + 1)),
    );
  const own = under(shape.keys);
  const rows = own ?? singleUnder(shape, value) ?? membersOf(value) ?? under(COMMON_KEYS);
  if (!rows && isRow(shape, value)) return [value];
  envelopes.push(value);
  return rows ?? under(ITEMS_KEY) ?? (own === null ? null : rows);
}

/** Rows, wherever they are; else null, where something says that there are none. */
function firstOf(found: readonly Found[]): Found {
  return found.find((rows) => rows !== undefined && rows !== null) ?? found.find((rows) => rows === null);
}

/** The object under the stream's own key, which can't be anything else than a row. */
function singleUnder({ keys }: StreamShape, envelope: Record<string, unknown>): Found {
  const single = keys.map((key) => envelope[key]).find(isRecord);
  return single && [single];
}

function isRow(shape: StreamShape, value: Record<string, unknown>): boolean {
  return Object.hasOwn(value, shape.id) || (Object.hasOwn(value, 'id') && hasField(shape, value));
}

function hasField({ fields }: StreamShape, value: Record<string, unknown>): boolean {
  return fields.some((name) => Object.hasOwn(value, name));
}
