import type { ParsedRow, PosCustomer, PosInventoryBatch, PosItemDetails, PosOrder } from '../../rules/pos';
import type { SyncWindow } from '../../rules/time/window';

/** Names of the dialects, as `pos.dialect` and `sync_status/pos.dialect` hold them. */
export type DialectName = 'documented' | 'observed';

/** One page of a stream; `last` is true on exactly the one after which nothing follows, which may be without rows. */
export interface PosPage<T> {
  page: number;
  /** Rows to ask for a page from the next one on: where a walk is taken up again, with this size. */
  pageSize: number;
  /** What a walk that is taken up again behind this page looks at once more; undefined where pages came one by one. */
  opening?: WalkOpening | undefined;
  /** Whether it goes on one by one, because rows have moved. */
  oneByOne?: boolean | undefined;
  rows: ParsedRow<T>[];
  last: boolean;
  /**
   * On the last page, whether the walk came to a clean end, from wherever it began. After one that didn't (the POS went in circles), what
   * was not among its rows may still be there: nothing may be removed for it.
   */
  complete: boolean;
}

/** The pages that a walk began with. If they have changed by its end, rows may have slipped between pages fetched side by side. */
export interface WalkOpening {
  /** The first of them. */
  page: number;
  /** What was on each of them. */
  fingerprints: string[];
}

/** Where to begin a walk: by default at page 1, with the client's own page size. */
export interface PageCursor {
  page?: number;
  pageSize?: number | undefined;
  /** Of a walk that is taken up again, as its last page says. */
  opening?: WalkOpening | undefined;
  oneByOne?: boolean | undefined;
  /** About how many rows there are from page 1 on, if an earlier walk has shown it: a long walk then begins with several pages at once. */
  expectedRows?: number | undefined;
}

/** An inventory as it was read. */
export interface PosInventory {
  rows: ParsedRow<PosInventoryBatch>[];
  /** Whether these are all of the location's rows. If not, what isn't among them may still be there: nothing may be removed for it. */
  complete: boolean;
  /** Rows read, of all locations. */
  received: number;
  /** Rows there are, as the POS says; null if it doesn't. */
  announced: number | null;
  /** Rows left out because they say that they belong to another location. */
  ofOtherLocations: number;
  /** Requests it took. */
  requests: number;
}

/** The details of some items. */
export interface PosItemDetailsFound {
  /** By item id. */
  details: ReadonlyMap<string, PosItemDetails>;
  /** Whether an item that isn't among them has none. */
  complete: boolean;
  /** Items of which something could not be read, and is missing. */
  faulty: number;
}

/** What the client needs to know of a tenant: `tenants/{orgId}.pos` with its defaults filled in. */
export interface PosTenant {
  orgId: string;
  locationId: string | null;
  secretPrefix: string;
  /** Default false: each of them is in a secret of its own. */
  credentialsInOneSecret?: boolean;
  baseUrl: string | null;
  dialect: 'auto' | DialectName;
  /** IANA name; times without a zone are in it. */
  timeZone: string;
}

/**
 * One tenant's POS. Rows come parsed, faulty ones included (see {@link ParsedRow}); whatever keeps a page from being read is thrown as a
 * `SyncError`, never turned into an empty list.
 */
export interface PosClient {
  /** Begins to log in, so that the first request needn't wait for it; a failure is that request's. */
  beginLogin(): void;
  /** Begins to read the inventory, while orders are read; the next {@link inventory} is that one. */
  beginInventory(expectedRows?: number): void;
  /** Waits for what was begun and that nothing has asked for, whatever comes of it. */
  settle(): Promise<void>;
  /** All customers, to the end. */
  customers(from?: PageCursor): AsyncGenerator<PosPage<PosCustomer>>;
  /** The orders created from the first to the last day of the window, both included. */
  orders(window: SyncWindow, from?: PageCursor): AsyncGenerator<PosPage<PosOrder>>;
  /**
   * The whole inventory of the tenant's location, one row per batch.
   * @param expectedRows How many rows it had when it was read last, and the POS said so itself: then its end is asked for at once.
   */
  inventory(expectedRows?: number): Promise<PosInventory>;
  /** Descriptions and images of these items, as far as the POS has them. */
  itemDetails(posItemIds: ReadonlySet<string>): Promise<PosItemDetailsFound>;
  /** The dialect that answered, or null before the first answer; the caller stores it and passes it back as `rememberedDialect`. */
  readonly settledDialect: DialectName | null;
  /** The most rows that a page of this POS was found to have, null as long as that isn't known; likewise `rememberedPageSize`. */
  readonly learnedPageSize: number | null;
}

/** What earlier use of a POS has shown. */
export interface PosMemory {
  readonly rememberedDialect: DialectName | null;
  readonly rememberedPageSize: number | null;
}

export interface PosConnector {
  /**
   * The client of one tenant; clients of the same tenant, credentials and base URL share one session.
   * @param remembered What `settledDialect` and `learnedPageSize` were at the end of an earlier use: it begins with them.
   * @throws ConfigError `pos_base_url_malformed`, `pos_base_url_insecure` or `pos_base_url_forbidden`.
   */
  connect(tenant: PosTenant, remembered?: Partial<PosMemory>): PosClient;
}
