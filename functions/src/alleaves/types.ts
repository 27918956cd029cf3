import type { ParsedRow, PosCustomer, PosInventoryBatch, PosOrder } from '../domain/pos';
import type { SyncWindow } from '../domain/window';
import type { DialectName } from './dialects';
import type { PosPage } from './paging';

/** What the client needs to know of a tenant: `tenants/{orgId}.pos` with its defaults filled in. */
export interface PosTenant {
  orgId: string;
  locationId: string | null;
  secretPrefix: string;
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
  /** All customers, from page `from.page` (default 1) to the end. */
  customers(from?: { page?: number }): AsyncGenerator<PosPage<PosCustomer>>;
  /** The orders created from the first to the last day of the window, both included. */
  orders(window: SyncWindow, from?: { page?: number }): AsyncGenerator<PosPage<PosOrder>>;
  /** The whole inventory, one row per batch, in one answer. */
  inventory(): Promise<ParsedRow<PosInventoryBatch>[]>;
  /** The dialect that answered, or null before the first answer; the caller stores it and passes it back as `rememberedDialect`. */
  readonly settledDialect: DialectName | null;
}

export interface PosConnector {
  /**
   * The client of one tenant; clients of the same tenant, credentials and base URL share one session.
   * @param options.rememberedDialect What `settledDialect` was at the end of an earlier use; `auto` begins with it.
   * @throws ConfigError `pos_base_url_malformed` or `pos_base_url_insecure`.
   */
  connect(tenant: PosTenant, options?: { rememberedDialect?: DialectName | null }): PosClient;
}
