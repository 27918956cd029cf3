import type { ParsedRow, PosCustomer, PosInventoryBatch, PosOrder } from '../domain/pos';
import type { SyncWindow } from '../domain/window';
import { ConfigError, PermanentError } from '../platform/errors';
import { candidateDialects, type Dialect, type DialectName, DIALECTS } from './dialects';
import { unwrapRows } from './envelope';
import { type PosPage, readPages } from './paging';
import type { PosRequest } from './request';
import { parseCustomerRow } from './schemas/customer';
import { parseInventoryRow } from './schemas/inventory';
import { parseOrderRow } from './schemas/order';
import type { PosSession } from './session';
import type { PosClientSettings } from './settings';
import type { PosClient, PosTenant } from './types';

type Wording = (dialect: Dialect, location: () => string) => PosRequest;

export class AlleavesClient implements PosClient {
  readonly #tenant: PosTenant;
  readonly #session: PosSession;
  readonly #settings: PosClientSettings;
  #candidates: readonly Dialect[];
  #settled: DialectName | null = null;

  constructor(
    tenant: PosTenant,
    session: PosSession,
    settings: PosClientSettings,
    rememberedDialect: DialectName | null | undefined,
  ) {
    this.#tenant = tenant;
    this.#session = session;
    this.#settings = settings;
    this.#candidates = candidateDialects(tenant.dialect, rememberedDialect);
  }

  get settledDialect(): DialectName | null {
    return this.#settled;
  }

  customers(from: { page?: number } = {}): AsyncGenerator<PosPage<PosCustomer>> {
    const { pageSize } = this.#settings;
    return readPages({
      from: from.page ?? 1,
      pageSize,
      fetchPage: (page) => this.#rows((dialect, location) => dialect.customers({ page, pageSize }, location)),
      parseRow: (row) => parseCustomerRow(row, this.#tenant.timeZone),
    });
  }

  orders(window: SyncWindow, from: { page?: number } = {}): AsyncGenerator<PosPage<PosOrder>> {
    const { pageSize } = this.#settings;
    return readPages({
      from: from.page ?? 1,
      pageSize,
      fetchPage: (page) =>
        this.#rows((dialect, location) => dialect.orders(window, { page, pageSize }, location)),
      parseRow: (row) => parseOrderRow(row, this.#tenant.timeZone),
    });
  }

  async inventory(): Promise<ParsedRow<PosInventoryBatch>[]> {
    const rows = await this.#rows((dialect, location) => dialect.inventory(location));
    return rows.map(parseInventoryRow);
  }

  /** Asks in each candidate dialect until one knows the endpoint, and stays with that one. */
  async #rows(wording: Wording): Promise<unknown[]> {
    const missed: string[] = [];
    for (const dialect of this.#candidates) {
      let label = '';
      const answer = await this.#session.send((authentication) => {
        const request = wording(dialect, () => this.#location(authentication.locationId));
        label = `${request.method} ${request.path}`;
        return request;
      });
      if (answer.outcome === 'answered') {
        const rows = unwrapRows(answer.body, label);
        this.#settle(dialect, label, wording);
        return rows;
      }
      missed.push(`${answer.status} to ${label}`);
    }
    throw new PermanentError(
      'pos_endpoint_missing',
      `The POS answered ${missed.join(' and ')}: it knows this endpoint in no dialect tried. Check the tenant's pos.baseUrl and pos.dialect.`,
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
        `No POS location is known. Set pos.locationId of the tenant or the secret ${this.#tenant.secretPrefix}_LOCATION_ID.`,
      );
    }
    return locationId;
  }
}
