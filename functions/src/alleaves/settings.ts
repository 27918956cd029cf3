/** Limits of the POS client. Alleaves documents none, so these are polite defaults; tests force them down. */
export interface PosClientSettings {
  /** Rows asked for per page. Default 100, what the POS itself uses. */
  pageSize: number;
  /** Requests in flight per session (tenant), logins included. Default 4. */
  requestsInFlight: number;
  /** Milliseconds one attempt may take, from the request to the last byte of the answer. Default 30 000. */
  timeoutMs: number;
  /** Attempts after the first, for every request (searches by POST are reads). Default 3. */
  retries: number;
  /** Milliseconds before the first retry, doubled with each further one, half of it jitter. Default 500. */
  backoffBaseMs: number;
  /** The longest back-off in milliseconds. Default 10 000. */
  backoffLimitMs: number;
  /** The longest `Retry-After` honoured, in milliseconds; a longer one is cut to it. Default 60 000. */
  retryAfterLimitMs: number;
  /** Sessions a connector keeps; the least recently used one is forgotten, which costs a login. Default 500. */
  sessions: number;
}

export const DEFAULT_POS_CLIENT_SETTINGS: PosClientSettings = {
  pageSize: 100,
  requestsInFlight: 4,
  timeoutMs: 30_000,
  retries: 3,
  backoffBaseMs: 500,
  backoffLimitMs: 10_000,
  retryAfterLimitMs: 60_000,
  sessions: 500,
};
