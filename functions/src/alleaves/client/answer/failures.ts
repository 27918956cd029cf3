import { z } from 'zod';
import { ConfigError, PermanentError, TransientError, type SyncError } from '../../../platform/ports/errors';
import { redact } from './redact';

/** A 2xx answer whose body is not JSON; thrown inside an attempt so that the attempt is repeated. */
export class MalformedBody extends Error {}

/** A 200 answer that says it failed; thrown inside an attempt so that the attempt is repeated. */
export class StatedError extends Error {
  /**
   * @param fields The fields that say so, such as `success: false`, without what they hold otherwise.
   * @param words The POS's own, which can name people.
   */
  constructor(
    readonly fields: string,
    readonly words: string,
  ) {
    super(fields);
  }
}

/** What is known of a request that failed; `label` is method and path, `sensitive` the secret values in use. */
export interface FailedRequest {
  label: string;
  attempts: number;
  sensitive: readonly string[];
}

const errorText = z.union([
  z.string(),
  z.object({ message: z.string() }).transform((error) => error.message),
]);
const errorBody = z.union([
  z.object({ message: errorText }).transform((body) => body.message),
  z.object({ error: errorText }).transform((body) => body.error),
]);

/**
 * Endpoints whose errors are about stock. Those about customers and orders can name people, and the answer to a login repeats what was
 * sent, in forms that nobody can foresee.
 */
const QUOTABLE = /\binventory\b/;

/** The POS's own words in an error answer: JSON `message` or `error`, else the text; an HTML page says nothing. */
function wordsOf(text: string): string {
  try {
    return errorBody.safeParse(JSON.parse(text)).data ?? '';
  } catch {
    return text.trimStart().startsWith('<') ? '' : text;
  }
}

/** The words as they may be repeated, after a colon; nothing if they can name people or repeat a login. */
function quoted(words: string, { label, sensitive }: FailedRequest): string {
  const safe = QUOTABLE.test(label) ? redact(words, sensitive) : '';
  return safe && `: ${safe}`;
}

/**
 * The error class for a final HTTP status other than 2xx, 401, 403, 404 and 405.
 * @param text The answer's body; it is shortened and stripped of secrets and personal data.
 */
export function statusFailure(status: number, text: string, failed: FailedRequest): SyncError {
  const said = `The POS answered ${status} to ${failed.label}${quoted(wordsOf(text), failed)}`;
  if (status === 429) {
    return new TransientError(
      'pos_rate_limited',
      `${said} (${failed.attempts} attempts). It will be retried. If this keeps happening, lower the requests in flight.`,
    );
  }
  if (status === 408 || status >= 500) {
    return new TransientError(
      'pos_server_error',
      `${said} (${failed.attempts} attempts). It will be retried.`,
    );
  }
  if (status >= 300 && status < 400) {
    return new ConfigError(
      'pos_base_url_redirects',
      `${said}. Redirects aren't followed, because they could send credentials elsewhere. Set pos.baseUrl to the API's own address.`,
    );
  }
  return new PermanentError(
    'pos_request_refused',
    `${said}. Check the tenant's pos settings (location, dialect, dates).`,
  );
}

/** The error for an attempt that got no usable answer: network, time-out, broken body. Never carries the cause: it holds the request. */
export function attemptFailure(
  reason: { timedOut: boolean; error: unknown },
  failed: FailedRequest,
): SyncError {
  if (reason.timedOut) {
    return new TransientError(
      'pos_timeout',
      `The POS didn't answer ${failed.label} in time (${failed.attempts} attempts). It will be retried.`,
    );
  }
  if (reason.error instanceof MalformedBody) {
    return new TransientError(
      'pos_malformed_body',
      `The POS answered ${failed.label} with ${reason.error.message} (${failed.attempts} attempts). It will be retried.`,
    );
  }
  if (reason.error instanceof StatedError) {
    return new TransientError(
      'pos_error_answer',
      `The POS answered 200 to ${failed.label}, and in it an error (${reason.error.fields}${quoted(reason.error.words, failed)}; ${failed.attempts} attempts). None of it was used. It will be retried.`,
    );
  }
  const code = networkCode(reason.error);
  // undici's word for a connection that closed before the announced length was read.
  if (code === 'UND_ERR_SOCKET' && isTerminated(reason.error)) {
    return new TransientError(
      'pos_malformed_body',
      `The POS broke off its answer to ${failed.label} (${failed.attempts} attempts). It will be retried.`,
    );
  }
  return new TransientError(
    'pos_unreachable',
    `The POS can't be reached for ${failed.label} (${code ?? 'no error code'}, ${failed.attempts} attempts). It will be retried. If this keeps happening, check pos.baseUrl.`,
  );
}

const withCode = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{2,40}$/) });
const withCause = z.object({ cause: z.unknown() });

function networkCode(error: unknown): string | undefined {
  const cause = withCause.safeParse(error).data?.cause;
  return withCode.safeParse(cause).data?.code ?? withCode.safeParse(error).data?.code;
}

function isTerminated(error: unknown): boolean {
  return z.object({ message: z.literal('terminated') }).safeParse(error).success;
}
