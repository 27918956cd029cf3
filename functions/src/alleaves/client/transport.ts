import ky, { isHTTPError, isTimeoutError, type RetryOptions } from 'ky';
import pLimit from 'p-limit';
import type { Limits } from '../../platform/limits';
import { SyncError } from '../../platform/ports/errors';
import { decodeBody, readBody } from './answer/body';
import { attemptFailure, MalformedBody, statusFailure } from './answer/failures';
import type { PosAnswer, PosRequest, Reading } from './request';
import { retryAfterMs } from './answer/retryAfter';

/** Sends requests to one API base, a bounded number at a time: fewer for a while after it asked for patience. */
export interface Transport {
  /**
   * @param token Bearer token; none for a login.
   * @param sensitive Secret values that no error may repeat.
   * @param signal Aborts the request, its retries and the waits between them; it then fails as `pos_unreachable`.
   * @throws TransientError `pos_unreachable`, `pos_timeout`, `pos_rate_limited`, `pos_server_error`, `pos_malformed_body`,
   * `pos_error_answer`, once the retries are spent; PermanentError `pos_request_refused`, `pos_body_too_large`, `pos_body_undecodable`, or
   * what `read` throws; ConfigError `pos_base_url_redirects`.
   */
  send<T>(request: PosRequest, options: SendOptions<T>): Promise<PosAnswer<T>>;
}

type SendOptions<T> = { token?: string; sensitive: readonly string[] } & Reading<T>;

const RETRIED_STATUSES = [408, 429, ...Array.from({ length: 100 }, (_, index) => 500 + index)];

/** Answers by which a POS says that it has too much to do. */
const OVERLOADED = [429, 503];

/** Good answers after which one more request may be in flight again. */
const ANSWERS_TO_RECOVER = 20;

/** The share of a back-off that is waited at least. */
const SHORTEST_JITTER = 0.5;

export function createTransport(
  baseUrl: string,
  fetchImplementation: typeof fetch,
  limits: Limits['pos'],
): Transport {
  const limit = pLimit(limits.requestsInFlight);
  let answers = 0;
  const adapt = (status: number): void => {
    answers = OVERLOADED.includes(status) ? 0 : answers + 1;
    if (answers === 0) limit.concurrency = Math.max(1, Math.floor(limit.concurrency / 2));
    else if (answers % ANSWERS_TO_RECOVER === 0)
      limit.concurrency = Math.min(limits.requestsInFlight, limit.concurrency + 1);
  };
  const backoff = (attempt: number) =>
    Math.min(limits.longestBackoffMilliseconds, limits.backoffMilliseconds * 2 ** (attempt - 1));
  const retry: RetryOptions = {
    limit: limits.retries,
    // Searches by POST are reads, and a login has no effect that a second one could double.
    methods: ['get', 'post'],
    statusCodes: RETRIED_STATUSES,
    afterStatusCodes: OVERLOADED,
    maxRetryAfter: limits.longestRetryAfterMilliseconds,
    backoffLimit: limits.longestBackoffMilliseconds,
    delay: backoff,
    jitter: (delay) => delay * (SHORTEST_JITTER + Math.random() * (1 - SHORTEST_JITTER)),
    retryOnTimeout: true,
    shouldRetry: ({ error }) => (error instanceof SyncError ? false : undefined),
  };
  /** What ky goes by: the status, and a `Retry-After` where it asks for more than the own back-off at its shortest. */
  const outcomeOf = ({ status, headers }: Response, attempt: number): Response => {
    const asked = retryAfterMs(headers.get('retry-after'), Date.now()) ?? 0;
    const seconds = Math.min(asked, limits.longestRetryAfterMilliseconds) / 1000;
    const isLonger = asked > backoff(attempt) * SHORTEST_JITTER;
    return new Response(null, { status, headers: isLonger ? { 'retry-after': String(seconds) } : {} });
  };

  return {
    send: <T>(request: PosRequest, { token, sensitive, read, signal }: SendOptions<T>) =>
      limit(async (): Promise<PosAnswer<T>> => {
        const label = `${request.method} ${request.path}`;
        let attempts = 0;
        let text = '';
        /** What was read; nothing, where the answer has no body. */
        let take = () => read(null, sensitive);
        /** Reads and parses the body within the attempt, so that ky's time-out and retries cover it as well. */
        const fetchWhole: typeof fetch = async (input, init) => {
          attempts += 1;
          const response = await fetchImplementation(input, init);
          adapt(response.status);
          const bytes = await readBody(response, limits.bodyBytes, label);
          if (!response.ok) {
            text = new TextDecoder().decode(bytes);
          } else if (response.status !== 204) {
            const value = read(parseJson(bytes, response, label), sensitive);
            take = () => value;
          }
          return outcomeOf(response, attempts);
        };
        try {
          await ky(`${baseUrl}/${request.path}`, {
            method: request.method,
            headers: { accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
            ...(request.query && { searchParams: request.query }),
            ...(request.body && { json: request.body }),
            ...(signal && { signal }),
            redirect: 'manual',
            timeout: limits.timeoutMilliseconds,
            retry,
            fetch: fetchWhole,
          });
          return { outcome: 'answered', value: take() };
        } catch (error) {
          if (error instanceof SyncError) {
            throw error;
          }
          const failed = { label, attempts, sensitive };
          if (!isHTTPError(error)) {
            throw attemptFailure({ timedOut: isTimeoutError(error), error }, failed);
          }
          const { status } = error.response;
          if (status === 401 || status === 403) {
            return { outcome: 'refused', status };
          }
          if (status === 404 || status === 405) {
            return { outcome: 'missing', status };
          }
          throw statusFailure(status, text, failed);
        }
      }),
  };
}

function parseJson(bytes: Uint8Array, response: Response, label: string): unknown {
  const text = decodeBody(bytes, response.headers.get('content-type'), label);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body.
    throw new MalformedBody(text === '' ? 'an empty body' : `${text.length} characters that are not JSON`);
  }
}
