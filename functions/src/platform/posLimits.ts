import { DAY, MIB, MINUTE } from './units';

/** The client of the POS. Alleaves documents no limits of its own, so these are polite. */
export const POS_LIMITS = {
  /** Rows asked for per page: 1.5 MiB of orders, of which as many pages as `requestsInFlight` are in memory. A POS that gives fewer is asked for those. */
  pageSize: 1_000,
  /** Rows asked for where it refuses that: what the POS's own clients ask for. */
  fallbackPageSize: 100,
  /** Rows of the inventory, and of the list of items, asked for at once: what working integrations ask for, 10 MiB. At least 2. */
  inventoryRows: 5_000,
  /** Pages of one walk, ten million rows at `fallbackPageSize`: no shop has as many customers, nor orders, so a POS that sends more never ends. */
  pages: 100_000,
  /** One answer, unpacked, in bytes: the whole inventory of a shop is 1 MiB, and a function has 512 MiB to parse it in. */
  bodyBytes: 32 * MIB,
  /** Requests in flight per session (tenant), logins included, and so the pages of a walk that are fetched side by side. */
  requestsInFlight: 4,
  /** How long one attempt may take, from the request to the last byte of the answer, in milliseconds. */
  timeoutMilliseconds: 30_000,
  /** Attempts after the first, for every request (searches by POST are reads). */
  retries: 3,
  /** The wait before the first retry, in milliseconds, doubled with each further one, half of it jitter. */
  backoffMilliseconds: 500,
  /** The longest such wait, in milliseconds. */
  longestBackoffMilliseconds: 10_000,
  /** The longest `Retry-After` honored, in milliseconds; a longer one is cut to it. */
  longestRetryAfterMilliseconds: MINUTE,
  /** Sessions that an instance keeps; the least recently used one is forgotten, which costs a login. */
  sessions: 500,
  /** How long before it expires a token is renewed, in milliseconds. */
  renewalMarginMilliseconds: 5 * MINUTE,
  /** How long a token that doesn't say when it expires is used, in milliseconds. */
  assumedTokenMilliseconds: DAY,
};
