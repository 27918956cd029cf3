import { z } from 'zod';
import { ConfigError, PermanentError, TransientError, type SyncError } from '../platform/errors';
import { redact } from './redact';

/** A 2xx answer whose body is not JSON; thrown inside an attempt so that the attempt is repeated. */
export class MalformedBody extends Error {}

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

/** Endpoints whose errors are about settings and stock; those about customers and orders can name people. */
const QUOTABLE = /\b(?:auth|inventory)\b/;

/** The POS's own words in an error answer: JSON `message` or `error`, else the text; an HTML page says nothing. */
function wordsOf(text: string): string {
  try {
    return errorBody.safeParse(JSON.parse(text)).data ?? '';
  } catch {
    return text.trimStart().startsWith('<') ? '' : text;
  }
}

/**
 * The error class for a final HTTP status other than 2xx, 401, 403, 404 and 405.
 * @param text The answer's body; it is shortened and stripped of secrets and personal data.
 */
export function statusFailure(status: number, text: string, failed: FailedRequest): SyncError {
  const words = QUOTABLE.test(failed.label) ? redact(wordsOf(text), failed.sensitive) : '';
  const said = `The POS answered ${status} to ${failed.label}${words ? `: ${words}` : ''}`;
  if (status === 429) {
    return new TransientError(
      'pos_rate_limited',
      `${said} (${failed.attempts} attempts). It is retried later; if it goes on, lower the requests in flight.`,
    );
  }
  if (status === 408 || status >= 500) {
    return new TransientError(
      'pos_server_error',
      `${said} (${failed.attempts} attempts). It is retried later.`,
    );
  }
  if (status >= 300 && status < 400) {
    return new ConfigError(
      'pos_base_url_redirects',
      `${said}. Redirects are not followed, they could carry credentials elsewhere. Set pos.baseUrl to the API's own address.`,
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
      `The POS did not answer ${failed.label} in time (${failed.attempts} attempts). It is retried later.`,
    );
  }
  if (reason.error instanceof MalformedBody) {
    return new TransientError(
      'pos_malformed_body',
      `The POS answered ${failed.label} with ${reason.error.message} (${failed.attempts} attempts). It is retried later.`,
    );
  }
  const code = networkCode(reason.error);
  // undici's word for a connection that closed before the announced length was read.
  if (code === 'UND_ERR_SOCKET' && isTerminated(reason.error)) {
    return new TransientError(
      'pos_malformed_body',
      `The POS broke off its answer to ${failed.label} (${failed.attempts} attempts). It is retried later.`,
    );
  }
  return new TransientError(
    'pos_unreachable',
    `The POS can't be reached for ${failed.label} (${code ?? 'no error code'}, ${failed.attempts} attempts). It is retried later; if it goes on, check pos.baseUrl.`,
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
