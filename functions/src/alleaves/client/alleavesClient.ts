import type { ParsedRow, PosCustomer, PosOrder } from '../../rules/pos';
import type { SyncWindow } from '../../rules/time/window';
import { ConfigError, PermanentError } from '../../platform/ports/errors';
import type { Limits } from '../../platform/limits';
import type {
  DialectName,
  PageCursor,
  PosClient,
  PosInventory,
  PosItemDetailsFound,
  PosMemory,
  PosPage,
  PosTenant,
} from '../../platform/ports/pos';
import { candidateDialects, type Dialect, DIALECTS } from '../dialects';
import { noRows, type RowStream, unwrapRows } from './answer/envelope';
import { readInventory, readItemDetails } from './inventoryWalk';
import type { PageRequest } from './pageRequest';
import { sizeToAskFor } from './pageSize';
import { readPages } from './paging';
import type { PosRequest } from './request';
import { parseCustomerRow } from '../rows/customer';
import { markElsewhere } from '../rows/location';
import { parseOrderRow } from '../rows/order';
import type { PosSession } from './session';

type Wording = (dialect: Dialect, location: () => string) => PosRequest;

export class AlleavesClient implements PosClient {
  readonly #tenant: PosTenant;
  readonly #session: PosSession;
  readonly #limits: Limits['pos'];
  #candidates: readonly Dialect[];
  #settled: DialectName | null = null;
  readonly #remembered: DialectName | null;
  /** The most rows that a page of this POS was found to have. */
  #pageSize: number | null;
  /** The location of the credentials, from the first login on. */
  #loginLocation: string | null = null;
  /** Settles when the first page of a walk is answered. */
  #firstPage: Promise<unknown> | null = null;
  /** A login that was begun ahead, until requests have met what came of it. */
  #login: Promise<void> | null = null;
  /** An inventory that was begun ahead. */
  #inventory: Promise<PosInventory> | null = null;

  constructor(tenant: PosTenant, session: PosSession, limits: Limits['pos'], remembered: PosMemory) {
    this.#tenant = tenant;
    this.#session = session;
    this.#limits = limits;
    this.#remembered = remembered.rememberedDialect;
    this.#pageSize = remembered.rememberedPageSize;
    this.#candidates = candidateDialects(tenant.dialect, this.#remembered);
  }

  get settledDialect(): DialectName | null {
    return this.#settled;
  }

  get learnedPageSize(): number | null {
    return this.#pageSize;
  }

  beginLogin(): void {
    this.#login = this.#session.logIn();
    this.#login.catch(() => undefined);
  }

  beginInventory(expectedRows?: number): void {
    this.#inventory = this.#readInventory(expectedRows);
    this.#inventory.catch(() => undefined);
  }

  async settle(): Promise<void> {
    await Promise.allSettled([this.#login, this.#inventory]);
  }

  customers(from: PageCursor = {}): AsyncGenerator<PosPage<PosCustomer>> {
    return readPages({
      ...this.#walk(from),
      fetchPage: (page, signal) =>
        this.#page('customers', (dialect, location) => dialect.customers(page, location), {
          page,
          signal,
          emptyFirst: 'failure',
        }),
      parseRow: (row) => this.#located(parseCustomerRow(row, this.#tenant.timeZone)),
    });
  }

  orders(window: SyncWindow, from: PageCursor = {}): AsyncGenerator<PosPage<PosOrder>> {
    return readPages({
      ...this.#walk(from),
      fetchPage: (page, signal) =>
        this.#page('orders', (dialect, location) => dialect.orders(window, page, location), {
          page,
          signal,
          emptyFirst: 'quiet day',
        }),
      parseRow: (row) => this.#located(parseOrderRow(row, this.#tenant.timeZone)),
    });
  }

  async inventory(expectedRows?: number): Promise<PosInventory> {
    const begun = this.#inventory;
    this.#inventory = null;
    return begun ?? this.#readInventory(expectedRows);
  }

  async #readInventory(expectedRows?: number): Promise<PosInventory> {
    return readInventory(
      async (slice, isFirst) =>
        this.#rows('inventory', (dialect, location) => dialect.inventory(slice, location), {
          emptyAs: isFirst ? 'failure' : 'end',
        }),
      () => this.#tenant.locationId ?? this.#loginLocation,
      this.#limits,
      expectedRows,
    );
  }

  async itemDetails(posItemIds: ReadonlySet<string>): Promise<PosItemDetailsFound> {
    return readItemDetails(
      async (slice, isFirst) =>
        this.#rows('itemDetails', (dialect) => dialect.itemDetails(slice), {
          emptyAs: isFirst ? 'failure' : 'end',
        }),
      posItemIds,
      this.#limits,
    );
  }

  #walk(cursor: PageCursor) {
    const { page = 1, opening, oneByOne, expectedRows } = cursor;
    const { pageSize, isSizeKnown } = sizeToAskFor(cursor, this.#pageSize, this.#limits);
    return {
      ...{ from: { page, pageSize }, isSizeKnown, opening, oneByOne, expectedRows },
      requestsInFlight: this.#limits.requestsInFlight,
      maxPages: this.#limits.pages,
      fallbackPageSize: this.#limits.fallbackPageSize,
      onSizeLearned: (learned: number) => {
        this.#pageSize = learned;
      },
    };
  }

  #located<T>(row: ParsedRow<T>): ParsedRow<T> {
    return markElsewhere(row, this.#tenant.locationId ?? this.#loginLocation);
  }

  async #page(
    stream: RowStream,
    wording: Wording,
    options: { page: PageRequest; signal: AbortSignal; emptyFirst: 'quiet day' | 'failure' },
  ): Promise<unknown[]> {
    const { page, signal, emptyFirst } = options;
    const isFirst = page.page === 1;
    const rows = this.#rows(stream, wording, { signal, emptyAs: isFirst ? emptyFirst : 'no rows' });
    if (isFirst) this.#firstPage = rows.catch(() => undefined);
    return rows;
  }

  /** Fails as a login that was begun ahead did, and doesn't repeat it: the same credentials again could lock the POS user out. */
  async #begunLogin(): Promise<void> {
    try {
      await this.#login;
    } finally {
      this.#login = null;
    }
  }

  /**
   * Asks in each candidate dialect until one knows the endpoint, and stays with that one.
   * @param emptyAs What 204, `null` and 404 mean: that there is no such page (`end`, if the endpoint has answered before), that there were no
   * orders (where no dialect knows better), or that something is wrong.
   */
  async #rows(
    stream: RowStream,
    wording: Wording,
    {
      signal,
      emptyAs = 'failure',
    }: { signal?: AbortSignal; emptyAs?: 'no rows' | 'end' | 'quiet day' | 'failure' } = {},
  ): Promise<unknown[]> {
    await this.#begunLogin();
    const missed: { status: number; label: string; isKnown: boolean }[] = [];
    for (const dialect of this.#candidates) {
      let label = '';
      const answer = await this.#session.send(
        (authentication) => {
          this.#loginLocation = authentication.locationId;
          const request = wording(dialect, () => this.#location(authentication.locationId));
          label = `${request.method} ${request.path}`;
          return request;
        },
        {
          read: (body, sensitive) =>
            unwrapRows(stream, body, label, sensitive) ?? (emptyAs === 'failure' ? null : []),
          ...(signal && { signal }),
        },
      );
      if (answer.outcome === 'answered') {
        if (answer.value === null) throw noRows(label);
        this.#settle(dialect, label, wording);
        return answer.value;
      }
      if (answer.status === 404 && emptyAs === 'end') return [];
      // Beside the first page, which may be about to show that the POS speaks another dialect than it did.
      if (emptyAs === 'no rows' && this.#settled === null) await this.#firstPage;
      const isKnown = answer.status === 404 && dialect.name === (this.#settled ?? this.#remembered);
      if (isKnown && emptyAs === 'no rows') return [];
      missed.push({ status: answer.status, label, isKnown });
    }
    if (emptyAs === 'quiet day' && missed.some(({ isKnown }) => isKnown)) return [];
    const answers = missed.map(({ status, label }) => `${status} to ${label}`);
    throw new PermanentError(
      'pos_endpoint_missing',
      `The POS answered ${answers.join(' and ')}: it doesn't know this endpoint in any dialect tried. Check the tenant's pos.baseUrl and pos.dialect.`,
    );
  }

  /** An endpoint that all dialects share (the inventory's) tells nothing about which one the POS speaks. */
  #settle(dialect: Dialect, label: string, wording: Wording): void {
    const sharedByAll = DIALECTS.every((other) => {
      const { method, path } = wording(other, () => '0');
      return `${method} ${path}` === label;
    });
    if (this.#settled === null && (!sharedByAll || this.#candidates.length === 1)) {
      this.#settled = dialect.name;
      this.#candidates = [dialect];
    }
  }

  #location(fromLogin: string | null): string {
    const locationId = this.#tenant.locationId ?? fromLogin;
    if (!locationId) {
      throw new ConfigError(
        'pos_location_missing',
        `No POS location is known. Set pos.locationId of the tenant or the secret ${this.#tenant.secretPrefix}_LOCATION_ID (locationId in ${this.#tenant.secretPrefix}_LOGIN).`,
      );
    }
    return locationId;
  }
}
