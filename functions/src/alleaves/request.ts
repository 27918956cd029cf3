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
export type PosAnswer =
  | { outcome: 'answered'; body: unknown }
  | { outcome: 'refused'; status: number }
  | { outcome: 'missing'; status: number };
