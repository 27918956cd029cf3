import { StatedError } from './failures';
import { isRecord } from './shape';

/** Names are compared without case, `_` and `-`. */
const SUCCESS_FLAGS = new Set(['success', 'issuccess', 'succeeded', 'successful', 'ok']);
const ERROR_FIELDS =
  /^(?:has|is)?(?:errors?|exceptions?|faults?|failures?|failed|partial|incomplete)$|^(?:error|exception|fault)(?:message|msg|code|text|description|details?)$/;
const MESSAGE_FIELDS = new Set(['message', 'messages', 'msg', 'detail', 'statusmessage', 'statustext']);
const STATUS_FIELDS = new Set([
  ...['status', 'statuscode', 'httpstatus', 'code', 'responsecode', 'resultcode', 'returncode'],
]);
/** As these, but a number there can be a count. */
const OUTCOME_FIELDS = new Set(['result', 'state', 'outcome']);
/** Objects beside the rows that are about the answer, and no rows. */
const ABOUT_FIELDS = new Set(['meta', 'metadata', 'status', 'response', 'header', 'info', 'context']);
/** Of such objects in one another. */
const ABOUT_LEVELS = 3;

/** What a field says that holds nothing of note. */
const NOTHING = new Set<unknown>([undefined, null, false, 0, '', '0', 'false', 'no', 'none', 'null', 'ok']);
const NEGATIVE = new Set<unknown>([false, 0, 'false', '0', 'no']);
const FAILED_STATUS =
  /^(?:err(?:or)?|fail(?:ed|ure)?|exception|fault|partial|incomplete|timeout|timed ?out|unauthori[sz]ed|forbidden|denied|unavailable|[45]\d\d)$/i;
/** `ERR_TIMEOUT`, `INTERNAL_ERROR`. */
const FAILED_CODE = /^e(?:rr(?:or)?)?_|[ _-](?:errors?|failed|failure|exception|timeout|unavailable)$/i;
const NO_ERROR = /^(?:no|without)[ _-]/i;

const SOUNDS_WRONG =
  /error|fail|exception|fault|expired?|time(?:d )?[- ]?out|unable|can(?:no|')t|could ?n[o']t|denied|invalid|unauthori[sz]ed|forbidden|not (?:allowed|permitted|available|authori[sz]ed|logged)|exceeded|too many|rate limit|unavailable|partial|incomplete|try again|abort|maintenance|refused|log ?in|sign ?in/i;
const ROWS =
  '(?:orders?|customers?|items?|rows?|records?|results?|pages?|data|matches|entries|transactions?|sales|products?|batches)';
/** `No orders found`, `0 rows`, `Customers retrieved successfully`, `OK`. */
const SOUNDS_RIGHT = new RegExp(
  `^(?:ok(?:ay)?|done)\\b|\\bsuccess(?:ful(?:ly)?)?\\b|\\b(?:no|zero|\\d+) (?:[\\w-]+ ){0,4}?${ROWS}\\b|\\b${ROWS} not found\\b|\\bnothing\\b|\\bend of\\b`,
  'i',
);

/**
 * Throws if an answer's envelope says that the request has failed, whatever rows stand beside it: `success: false`, an `error`, a status
 * of 400 or more, there or in an object about the answer (`meta`). A bare message is one that sounds like it, and, if there are no rows, any
 * that doesn't explain why.
 * @throws StatedError
 */
export function assertNoStatedError(
  envelope: Record<string, unknown>,
  hasRows: boolean,
  levels = ABOUT_LEVELS,
): void {
  const fields = Object.entries(envelope).map(([name, value]) => ({
    name: plainName(name),
    value: typeof value === 'string' ? value.trim() : value,
  }));
  const named = (isNamed: (name: string) => boolean) => fields.filter(({ name }) => isNamed(name));
  const messages = named((name) => MESSAGE_FIELDS.has(name)).filter(({ value }) => !isNothing(value));
  const errors = named((name) => ERROR_FIELDS.test(name)).filter(({ value }) => !isNothing(value));
  const flags = named((name) => SUCCESS_FLAGS.has(name));
  const denied = flags.find(({ value }) => NEGATIVE.has(lower(value)));
  const failed =
    named((name) => STATUS_FIELDS.has(name)).find(({ value }) => saysFailed(value)) ??
    named((name) => OUTCOME_FIELDS.has(name)).find(
      ({ value }) => saysFailed(value) && Number.isNaN(Number(value)),
    );
  const about = named((name) => ABOUT_FIELDS.has(name)).map(({ value }) => value);

  const text = messages.map(({ value }) => wordsOf(value)).join(' ');
  const isFine = messages.length === 0 || flags.some(({ value }) => value === true);
  const isHarmless = !SOUNDS_WRONG.test(text) && (hasRows || SOUNDS_RIGHT.test(text));
  const field = denied
    ? `${denied.name}: false`
    : (errors[0] ?? failed ?? (isFine || isHarmless ? undefined : messages[0]))?.name;
  if (field === undefined) {
    if (levels > 1) for (const inner of about.filter(isRecord)) assertNoStatedError(inner, true, levels - 1);
    return;
  }
  const words = [...errors, ...messages].map(({ value }) => wordsOf(value)).join(' ');
  throw new StatedError(field, words);
}

/** Whether an object among rows holds nothing but how a request went: no row does, however faulty. */
export function isStatement(value: Record<string, unknown>): boolean {
  const names = Object.keys(value).map(plainName);
  const isPart = (name: string) =>
    [SUCCESS_FLAGS, MESSAGE_FIELDS, STATUS_FIELDS].some((known) => known.has(name)) ||
    ERROR_FIELDS.test(name);
  return names.length > 0 && names.every(isPart);
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}

function saysFailed(value: unknown): boolean {
  if (!isScalar(value)) return false;
  const text = String(value);
  return FAILED_STATUS.test(text) || (FAILED_CODE.test(text) && !NO_ERROR.test(text));
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isRecord(value)) return Object.keys(value).length === 0;
  return NOTHING.has(lower(value));
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** Characters of the POS's own words that are looked at. */
const MAXIMUM_WORDS = 500;

/** Text in a field, in the first of a list, or in the `message` of an object there. */
function wordsOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const said = isRecord(first) ? (first['message'] ?? first['code']) : first;
  return isScalar(said) ? String(said).slice(0, MAXIMUM_WORDS) : '';
}
