import type { PageRequest } from './pageRequest';

interface PagesAheadOptions {
  from: PageRequest;
  /** The number of the last page that is asked for. */
  lastPage: number;
  /** Requests in flight at most, once the walk is known to be long. */
  requestsInFlight: number;
  /** What is known of the walk before its first answer; by default nothing. */
  expected?: ExpectedPages | undefined;
  /** The pages that the walk began with, if it is taken up again and they have to be looked at once more. */
  opening?: { page: number; pages: number } | undefined;
  fetchPage: (request: PageRequest, signal: AbortSignal) => Promise<unknown[]>;
}

/** How long a walk will probably be. */
export interface ExpectedPages {
  /** Pages that are asked for side by side at the start, up to the empty one; at most `requestsInFlight`. */
  opening: number;
  /** The page that should be empty: none behind it is asked for until it has turned out not to be. */
  end: number;
}

const UNKNOWN: ExpectedPages = { opening: 1, end: Infinity };

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
 * Fetches the pages of a walk ahead of their consumer, in order, several at a time. The first one comes alone, or with those behind it that
 * are expected (the opening). As many as allowed follow as long as pages are full, the
 * next one as soon as one is answered; behind one that isn't full, only one is asked for. All of them are asked for after the first page
 * was answered: whatever is inserted between two of their answers changes a page of the opening after it was read, and shows when that is
 * read again (see {@link openingAgain}).
 */
export class PagesAhead {
  readonly #options: PagesAheadOptions;
  readonly #abandoned = new AbortController();
  readonly #dropped: Promise<unknown[]>[] = [];
  #ahead: PageAhead[] = [];
  #expected: ExpectedPages;
  #next: number;
  #size: number;
  /** Pages with rows that were taken. */
  #taken = 0;
  /** Whether the last of them has room left: nothing slips from it. */
  #hasRoom = false;
  #inFlight = 0;
  /** Whether the page that was taken last has others behind it that can be asked for side by side. */
  #isLong = false;
  /** Whether two pages were ever asked for at the same time. */
  #wasConcurrent = false;
  #openingAgain: Promise<unknown[][]> | null = null;

  constructor(options: PagesAheadOptions) {
    this.#options = options;
    this.#expected = options.expected ?? UNKNOWN;
    this.#next = options.from.page;
    this.#size = options.from.pageSize;
  }

  /** The rows of the next page, as they came. */
  async take(): Promise<unknown[]> {
    this.#fill();
    const rows = (await this.#ahead[0]?.answer) ?? [];
    this.#ahead.shift();
    const isFull = this.#isFull(rows.length);
    this.#isLong = isFull && this.#options.requestsInFlight > 1;
    // Nothing has come since, so what was looked at still is as late as the last page.
    if (rows.length === 0) return rows;
    this.#taken += 1;
    this.#hasRoom = !isFull;
    this.#openingAgain = null;
    // What can have slipped has, and while the caller handles the page one can look.
    if (this.#hasRoom && this.#canHaveSlipped && this.#isNearEnd) this.#openingAgain = this.#fetchOpening();
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
    this.#expected = UNKNOWN;
  }

  /**
   * The opening, as far as it was taken, as it is after all other pages were answered, with its empty page if the one before is full; null if
   * nothing can have slipped.
   */
  async openingAgain(): Promise<unknown[][] | null> {
    if (!this.#canHaveSlipped) return null;
    return this.#openingAgain ?? this.#fetchOpening();
  }

  /** How many pages have to be looked at again if the walk is taken up behind the page that was taken last; 0 where pages came one by one. */
  get openingPages(): number {
    const { opening } = this.#options;
    return opening?.pages ?? (this.#wasConcurrent ? Math.min(this.#expected.opening, this.#taken) : 0);
  }

  /** Ends all requests, and resolves when they have ended. */
  async abandon(): Promise<void> {
    this.#abandoned.abort();
    await Promise.allSettled([...this.#ahead.map(({ answer }) => answer), ...this.#dropped]);
  }

  /** Whether the page that was taken last may well be the last with rows. */
  get #isNearEnd(): boolean {
    const { opening, end } = this.#expected;
    return opening === 1 || this.#options.from.page + this.#taken >= end;
  }

  /** Whether a row can have slipped from one page to the next: not where they came one by one, nor from a single one with room left. */
  get #canHaveSlipped(): boolean {
    if (this.#options.opening !== undefined) return true;
    return this.#wasConcurrent && this.#taken > (this.#hasRoom ? 1 : 0);
  }

  #fetchOpening(): Promise<unknown[][]> {
    const { opening, from } = this.#options;
    const pages = opening?.pages ?? Math.min(this.#expected.opening, this.#taken + (this.#hasRoom ? 0 : 1));
    const { page } = opening ?? from;
    const answers = Array.from({ length: pages }, (_, index) => this.#fetch(page + index));
    this.#dropped.push(...answers);
    const all = Promise.all(answers);
    all.catch(() => undefined);
    return all;
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
    const { from } = this.#options;
    const { opening, end } = this.#expected;
    if (this.#next < from.page + opening) return true;
    if (this.#next > end && from.page + this.#taken <= end) return false;
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
