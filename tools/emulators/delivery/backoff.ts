/** How long a failed delivery waits before the next attempt; it doubles from the minimum up to the maximum. */
export interface Backoff {
  minimumMs: number;
  maximumMs: number;
}

/** What Eventarc and Pub/Sub use for functions with `retry: true`. */
export const GOOGLE_BACKOFF: Backoff = { minimumMs: 10_000, maximumMs: 600_000 };

/** The wait after the given failed attempt; the first attempt is 1. */
export function backoffMs({ minimumMs, maximumMs }: Backoff, attempt: number): number {
  return Math.min(maximumMs, minimumMs * 2 ** (attempt - 1));
}
