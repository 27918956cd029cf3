/** One request to the POS as a dialect words it; base URL and token are added by the transport. */
export interface PosRequest {
  method: 'GET' | 'POST';
  /** Relative to the API base, without a leading slash. */
  path: string;
  query?: Record<string, string | number>;
  body?: Record<string, string | number>;
}

/**
 * What came back, as far as callers tell answers apart; every other failure is thrown as a `SyncError`.
 * `refused` is 401 or 403, `missing` is 404 or 405.
 */
export type PosAnswer<T> =
  | { outcome: 'answered'; value: T }
  | { outcome: 'refused'; status: number }
  | { outcome: 'missing'; status: number };

/** How an answer is taken in. */
export interface Reading<T> {
  /**
   * Makes something of an answer's body (null if it has none). It runs within the attempt: a {@link StatedError} has it repeated, a
   * `SyncError` gives up.
   * @param sensitive Secret values that no error may repeat.
   */
  read: (body: unknown, sensitive: readonly string[]) => T;
  /** Ends the request, its retries included. */
  signal?: AbortSignal;
}
