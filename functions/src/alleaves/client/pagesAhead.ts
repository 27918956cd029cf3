import type { PageRequest } from './pageRequest';

interface PagesAheadOptions {
  from: PageRequest;
  /** The number of the last page that is asked for. */
  lastPage: number;
  /** Requests in flight at most, once the walk is known to be long. */
  requestsInFlight: number;
  fetchPage: (request: PageRequest, signal: AbortSignal) => Promise<unknown[]>;
}

/** A page with at least this share of the rows that were asked for has others behind it, as far as one can tell. */
const FULL_SHARE = 0.9;

/**
 * Fetches the pages of a walk ahead of their consumer, in order, several at a time. The first one comes alone: most walks of a small
 * shop are a page long, and what it holds has to be older than all others (see {@link firstAgain}). As many as allowed follow as long as
 * pages are full; behind one that isn't, only one is asked for.
 */
export class PagesAhead {
  readonly #options: PagesAheadOptions;
  readonly #abandoned = new AbortController();
  readonly #dropped: Promise<unknown[]>[] = [];
  #underWay: Promise<unknown[]>[] = [];
  #next: number;
  #size: number;
  #depth = 1;
  /** Whether two pages were ever asked for at the same time. */
  #wasConcurrent = false;
  #firstAgain: Promise<unknown[]> | null = null;

  constructor(options: PagesAheadOptions) {
    this.#options = options;
    this.#next = options.from.page;
    this.#size = options.from.pageSize;
  }

  /** The rows of the next page, as they came. */
  async take(): Promise<unknown[]> {
    this.#fill();
    const rows = await (this.#underWay.shift() ?? Promise.resolve([]));
    const isFull = rows.length >= this.#size * FULL_SHARE;
    this.#depth = isFull ? this.#options.requestsInFlight : 1;
    // Nothing has come since, so what was looked at still is as late as the last page.
    if (rows.length === 0) return rows;
    this.#firstAgain = null;
    // It has room left, so nothing slips from it: what can have slipped has, and while the caller handles it one can look.
    if (!isFull && this.#wasConcurrent) this.#firstAgain = this.#fetchFirst();
    return rows;
  }

  /** Begins with what is due, so that it comes while the caller is busy with the page it has. */
  begin(): void {
    this.#fill();
  }

  /** Goes on from a page, with pages of this size. What was asked for with another size is dropped. */
  restart(page: number, pageSize: number): void {
    if (pageSize === this.#size) return;
    this.#dropped.push(...this.#underWay);
    this.#underWay = [];
    this.#next = page;
    this.#size = pageSize;
  }

  /** The first page as it is after all others were answered; null if they came one by one. */
  async firstAgain(): Promise<unknown[] | null> {
    if (!this.#wasConcurrent) return null;
    return this.#firstAgain ?? this.#fetchFirst();
  }

  /** Ends all requests, and resolves when they have ended. */
  async abandon(): Promise<void> {
    this.#abandoned.abort();
    await Promise.allSettled([...this.#underWay, ...this.#dropped]);
  }

  #fetchFirst(): Promise<unknown[]> {
    const answer = this.#fetch(this.#options.from.page);
    this.#dropped.push(answer);
    return answer;
  }

  #fill(): void {
    while (this.#underWay.length < this.#depth && this.#next <= this.#options.lastPage) {
      this.#underWay.push(this.#fetch(this.#next));
      this.#next += 1;
      if (this.#underWay.length > 1) this.#wasConcurrent = true;
    }
  }

  /** Its failure is met when its turn comes, or never. */
  #fetch(page: number): Promise<unknown[]> {
    const answer = this.#options.fetchPage({ page, pageSize: this.#size }, this.#abandoned.signal);
    answer.catch(() => undefined);
    return answer;
  }
}
