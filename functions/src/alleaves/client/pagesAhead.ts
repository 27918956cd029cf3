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

/** With fewer rows than this waiting for the consumer, more pages are asked for than may be in flight: the POS works while the consumer does. */
const ROWS_WAITING = 400;

/** A page that was asked for and isn't taken yet. */
interface PageAhead {
  readonly answer: Promise<unknown[]>;
  /** How many rows it has; 0 if the request failed, null as long as there is no answer. */
  rows: number | null;
}

/**
 * Fetches the pages of a walk ahead of their consumer, in order, several at a time. The first one comes alone: most walks of a small
 * shop are a page long, and what it holds has to be older than all others (see {@link firstAgain}). As many as allowed follow as long as
 * pages are full, the next one as soon as one is answered; behind one that isn't full, only one is asked for.
 */
export class PagesAhead {
  readonly #options: PagesAheadOptions;
  readonly #abandoned = new AbortController();
  readonly #dropped: Promise<unknown[]>[] = [];
  #ahead: PageAhead[] = [];
  #next: number;
  #size: number;
  #inFlight = 0;
  /** Whether the page that was taken last has others behind it that can be asked for side by side. */
  #isLong = false;
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
    const rows = (await this.#ahead[0]?.answer) ?? [];
    this.#ahead.shift();
    this.#isLong = this.#isFull(rows.length) && this.#options.requestsInFlight > 1;
    // Nothing has come since, so what was looked at still is as late as the last page.
    if (rows.length === 0) return rows;
    this.#firstAgain = null;
    // It has room left, so nothing slips from it: what can have slipped has, and while the caller handles it one can look.
    if (!this.#isFull(rows.length) && this.#wasConcurrent) this.#firstAgain = this.#fetchFirst();
    return rows;
  }

  /** Begins with what is due, so that it comes while the caller is busy with the page it has. */
  begin(): void {
    this.#fill();
  }

  /** Goes on from a page, with pages of this size. What was asked for with another size is dropped. */
  restart(page: number, pageSize: number): void {
    if (pageSize === this.#size) return;
    this.#dropped.push(...this.#ahead.map(({ answer }) => answer));
    this.#ahead = [];
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
    await Promise.allSettled([...this.#ahead.map(({ answer }) => answer), ...this.#dropped]);
  }

  #fetchFirst(): Promise<unknown[]> {
    const answer = this.#fetch(this.#options.from.page);
    this.#dropped.push(answer);
    answer.catch(() => undefined);
    return answer;
  }

  #fill(): void {
    while (this.#isNextDue()) {
      this.#ask(this.#next);
      this.#next += 1;
      if (this.#ahead.length > 1) this.#wasConcurrent = true;
    }
  }

  #isNextDue(): boolean {
    const { lastPage, requestsInFlight } = this.#options;
    if (this.#abandoned.signal.aborted || this.#next > lastPage) return false;
    if (this.#ahead.length === 0) return true;
    if (!this.#isLong || this.#inFlight >= requestsInFlight) return false;
    const waiting = this.#ahead.flatMap(({ rows }) => rows ?? []);
    if (!waiting.every((rows) => this.#isFull(rows))) return false;
    return (
      this.#ahead.length < requestsInFlight || waiting.reduce((sum, rows) => sum + rows, 0) < ROWS_WAITING
    );
  }

  #isFull(rows: number): boolean {
    return rows >= this.#size * FULL_SHARE;
  }

  /** Its failure is met when its turn comes, or never. */
  #ask(page: number): void {
    const asked: PageAhead = { answer: this.#fetch(page), rows: null };
    this.#ahead.push(asked);
    this.#inFlight += 1;
    const settle = (rows: number): void => {
      asked.rows = rows;
      this.#inFlight -= 1;
      this.#fill();
    };
    asked.answer.then(
      ({ length }) => settle(length),
      () => settle(0),
    );
  }

  #fetch(page: number): Promise<unknown[]> {
    return this.#options.fetchPage({ page, pageSize: this.#size }, this.#abandoned.signal);
  }
}
