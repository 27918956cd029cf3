import { parseMoney } from '../../rules/money/money';
import { parseOrderStatus } from '../../rules/money/order';
import { parsePosId } from '../../rules/identity/posId';
import { isRecord } from '../client/answer/shape';

/** Replaces anything a person could be recognized by. */
const LEFT_OUT = '(left out: customers of this shop were erased)';
/** Amounts from here on can be phone numbers, which have seven digits at least. */
const LARGEST_AMOUNT = 1_000_000;
const FIELD_NAME = /^[a-z][a-z_]{0,39}$/i;
/** Dates of orders: birthdays of those who may shop are earlier. */
const RECENT = /^20[1-9]\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * A row as it may be kept in a shop that has erased customers, although it names somebody else: any text in it, and any number that is long
 * enough, can be theirs, and nothing is left to compare it with. What stays are short numbers, amounts, dates of orders, known
 * words for a status, and ids that are known.
 * @param isKnownId Whether an id is that of the row itself, or of a customer who isn't erased.
 */
export function impersonalRow(payload: unknown, isKnownId: (posId: string) => boolean): unknown {
  if (Array.isArray(payload)) return payload.map((part) => impersonalRow(part, isKnownId));
  if (isRecord(payload)) {
    const fields = Object.entries(payload).filter(([name]) => FIELD_NAME.test(name));
    return Object.fromEntries(fields.map(([name, part]) => [name, impersonalRow(part, isKnownId)]));
  }
  return payload === undefined || isImpersonal(payload, isKnownId) ? payload : LEFT_OUT;
}

function isImpersonal(value: unknown, isKnownId: (posId: string) => boolean): boolean {
  if (value === null || typeof value === 'boolean') return true;
  const cents = parseMoney(value);
  if (cents !== undefined && Math.abs(cents) < LARGEST_AMOUNT * 100) return true;
  const id = parsePosId(value);
  if (id !== undefined && isKnownId(id)) return true;
  if (typeof value !== 'string') return false;
  return value.trim() === '' || RECENT.test(value) || parseOrderStatus(value) !== 'unknown';
}
