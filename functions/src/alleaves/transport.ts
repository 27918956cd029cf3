import ky, { isHTTPError, isTimeoutError, type RetryOptions } from 'ky';
import pLimit from 'p-limit';
import { attemptFailure, MalformedBody, statusFailure } from './failures';
import type { PosAnswer, PosRequest } from './request';
import type { PosClientSettings } from './settings';

/** Sends requests to one API base, a bounded number at a time. */
export interface Transport {
  /**
   * @param token Bearer token; none for a login.
   * @param sensitive Secret values that no error may repeat.
   * @throws TransientError `pos_unreachable`, `pos_timeout`, `pos_rate_limited`, `pos_server_error`, `pos_malformed_body`,
   * once the retries are spent; PermanentError `pos_request_refused`; ConfigError `pos_base_url_redirects`.
   */
  send(request: PosRequest, options: { token?: string; sensitive: readonly string[] }): Promise<PosAnswer>;
}

const RETRIED_STATUSES = [408, 429, ...Array.from({ length: 100 }, (_, index) => 500 + index)];

export function createTransport(
  baseUrl: string,
  fetchImplementation: typeof fetch,
  settings: PosClientSettings,
): Transport {
  const limit = pLimit(settings.requestsInFlight);
  const retry: RetryOptions = {
    limit: settings.retries,
    // Searches by POST are reads, and a login has no effect that a second one could double.
    methods: ['get', 'post'],
    statusCodes: RETRIED_STATUSES,
    afterStatusCodes: [429, 503],
    maxRetryAfter: settings.retryAfterLimitMs,
    backoffLimit: settings.backoffLimitMs,
    delay: (attempt) => settings.backoffBaseMs * 2 ** (attempt - 1),
    jitter: (delay) => delay * (0.5 + Math.random() / 2),
    retryOnTimeout: true,
  };

  return {
    send: (request, { token, sensitive }) =>
      limit(async () => {
        let attempts = 0;
        let text = '';
        let body: unknown;
        /** Reads and parses the body within the attempt, so that ky's time-out and retries cover it as well. */
        const fetchWhole: typeof fetch = async (input, init) => {
          attempts += 1;
          const response = await fetchImplementation(input, init);
          text = await response.text();
          if (response.ok) {
            body = parseJson(text);
          }
          return new Response(null, { status: response.status, headers: response.headers });
        };
        try {
          await ky(`${baseUrl}/${request.path}`, {
            method: request.method,
            headers: { accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
            ...(request.query && { searchParams: request.query }),
            ...(request.body && { json: request.body }),
            redirect: 'manual',
            timeout: settings.timeoutMs,
            retry,
            fetch: fetchWhole,
          });
          return { outcome: 'answered', body };
        } catch (error) {
          const failed = { label: `${request.method} ${request.path}`, attempts, sensitive };
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body.
    throw new MalformedBody(text === '' ? 'an empty body' : `${text.length} characters that are not JSON`);
  }
}
