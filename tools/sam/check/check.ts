import { DIALECTS, type Dialect } from '../../../functions/src/alleaves/dialects';
import type { Tenant } from '../../../functions/src/documents/tenant';
import type { Context } from '../../../functions/src/platform/ports/context';
import { ConfigError, SyncError } from '../../../functions/src/platform/ports/errors';
import type { DialectName, PosClient } from '../../../functions/src/platform/ports/pos';
import type { PosCustomer, PosInventoryBatch, PosOrder } from '../../../functions/src/rules/pos';
import { syncWindow, type SyncWindow } from '../../../functions/src/rules/time/window';
import { calendarDate } from '../../../functions/src/rules/time/time';
import type { Commands } from './commands';
import { type Days, probeDays } from './days';
import { describeEnvelope } from './envelope';
import { type Change, type Finding, Findings } from './findings';
import { type Area, areasOf, type Prices, pricesOf } from './inventory';
import {
  judgeDays,
  judgeIncomplete,
  judgeInventory,
  judgePageSize,
  judgeStatuses,
  judgeStream,
} from './judge';
import { checkLocations, type Location } from './locations';
import { type PageSize, probePageSize } from './pageSize';
import { openPos, type PosAccess } from './posAccess';
import {
  type Sample,
  sampleCustomers,
  sampleOrders,
  type StreamSummary,
  summarizeCustomers,
  summarizeInventory,
  summarizeOrders,
} from './samples';
import { checkSecrets } from './secrets';
import { type StatusWord, statusesOf } from './statuses';

/** What a check of a tenant has found. What could not be asked is null or empty. */
export interface TenantCheck {
  orgId: string;
  /** Whether nothing has to change before the first sync. */
  ok: boolean;
  paused: boolean;
  findings: readonly Finding[];
  changes: readonly Change[];
  locations: Location[];
  dialect: DialectName | null;
  /** What rows are wrapped in, by stream. */
  envelopes: Record<string, string>;
  pageSize: PageSize | null;
  days: Days | null;
  /** The days of orders that were looked at. */
  window: SyncWindow;
  streams: Partial<Record<'customers' | 'orders' | 'inventory', StreamSummary>>;
  areas: Area[];
  statuses: StatusWord[];
  prices: Prices | null;
}

export interface CheckOptions {
  readonly context: Pick<Context, 'settings' | 'secrets' | 'clock'>;
  readonly tenant: Tenant;
  readonly commands: Commands;
  /** Whether a POS may be reached over plain HTTP. */
  readonly allowHttp: boolean;
  /** Pages of customers, and of orders, that are looked at. */
  readonly pages: number;
  readonly onProgress: (text: string) => void;
}

/**
 * Asks a tenant's POS everything that decides whether a first sync will be right, and compares the answers with the tenant's
 * settings. It only reads, and nothing of what it reads is kept. What can't be asked is a finding, and no error.
 */
export async function checkTenant(options: CheckOptions): Promise<TenantCheck> {
  const { tenant, context } = options;
  const now = context.clock.now();
  const findings = new Findings();
  const check: TenantCheck = {
    orgId: tenant.orgId,
    ok: false,
    paused: tenant.status === 'paused',
    findings: findings.all,
    changes: findings.changes,
    locations: [],
    dialect: null,
    envelopes: {},
    pageSize: null,
    days: null,
    window: syncWindow({ ...tenant, historyStart: null, now, lastSyncAt: null }),
    streams: {},
    areas: [],
    statuses: [],
    prices: null,
  };
  await new Checking(options, check, findings).run();
  check.ok = findings.ok;
  return check;
}

/** One check on its way. */
class Checking {
  constructor(
    private readonly options: CheckOptions,
    private readonly check: TenantCheck,
    private readonly findings: Findings,
  ) {}

  async run(): Promise<void> {
    const { context, tenant, commands, allowHttp, onProgress } = this.options;
    onProgress('secrets and login');
    const readable = await this.attempt('secrets', () =>
      checkSecrets(context.secrets, tenant, commands, this.findings),
    );
    if (readable !== true) return;
    const pos = await this.attempt('address', () => Promise.resolve(openPos(context, tenant, allowHttp)));
    const asked =
      pos && (await this.attempt('login', () => checkLocations(pos, tenant, commands, this.findings)));
    if (pos === undefined || asked === undefined) return;
    this.check.locations = asked.locations;
    await this.checkStreams(pos, () => locationOr(asked.locationId));
  }

  private async checkStreams(pos: PosAccess, location: () => string): Promise<void> {
    const { pages, onProgress } = this.options;
    onProgress('customers');
    const found = await this.attempt('customers', () => this.firstCustomers(pos));
    if (found === undefined) return;
    const { client, sample: customers } = found;
    this.check.streams.customers = summarizeCustomers(customers);
    judgeStream('customers', this.check.streams.customers, this.findings);
    onProgress('orders');
    const orders = await this.attempt('orders', () => sampleOrders(client, this.check.window, pages));
    if (orders !== undefined) {
      this.check.streams.orders = summarizeOrders(orders);
      judgeStream('orders', this.check.streams.orders, this.findings);
      this.check.statuses = statusesOf(orders.rows);
      judgeStatuses(this.check.statuses, this.findings);
    }
    onProgress('inventory');
    const inventory = await this.attempt('inventory', async () => {
      const { rows, complete, received, announced } = await client.inventory();
      if (!complete) judgeIncomplete(received, announced, this.findings);
      return { rows, whole: complete };
    });
    if (inventory !== undefined) this.noteInventory(inventory);
    this.check.dialect = client.settledDialect;
    const dialect = DIALECTS.find(({ name }) => name === client.settledDialect);
    if (dialect !== undefined) await this.probe(pos, dialect, location, orders);
  }

  /** Reads customers in the tenant's dialect; in any other, where the POS doesn't know it. */
  private async firstCustomers(pos: PosAccess): Promise<{ client: PosClient; sample: Sample<PosCustomer> }> {
    const { tenant, pages, commands } = this.options;
    const client = pos.client(tenant.dialect);
    try {
      return { client, sample: await sampleCustomers(client, pages) };
    } catch (error) {
      const isUnknown = error instanceof SyncError && error.code === 'pos_endpoint_missing';
      if (!isUnknown || tenant.dialect === 'auto') throw error;
      const other = pos.client('auto');
      const sample = await sampleCustomers(other, pages);
      const text = `The POS doesn't have the endpoints of the dialect ${tenant.dialect}; it has those of ${other.settledDialect ?? 'another'}.`;
      const change = { what: 'Let syncs find the endpoints.', command: commands.set('dialect', 'auto') };
      this.findings.add('endpoints', 'failure', text, change);
      return { client: other, sample };
    }
  }

  private noteInventory(inventory: Sample<PosInventoryBatch>): void {
    const { check, findings } = this;
    const named = this.options.tenant.sellableAreas;
    check.streams.inventory = summarizeInventory(inventory, named);
    judgeStream('inventory', check.streams.inventory, findings);
    check.areas = areasOf(inventory.rows, named);
    check.prices = pricesOf(inventory.rows);
    judgeInventory(check.areas, check.prices, this.options.commands, findings);
  }

  /** What a sync doesn't ask. */
  private async probe(
    pos: PosAccess,
    dialect: Dialect,
    location: () => string,
    orders: Sample<PosOrder> | undefined,
  ): Promise<void> {
    const { context, tenant, onProgress } = this.options;
    const { check, findings } = this;
    onProgress('envelopes, page size and days');
    findings.add('endpoints', 'ok', `The POS has those of the dialect ${dialect.name}.`);
    const first = { page: 1, pageSize: 1 };
    const now = context.clock.now();
    const today = calendarDate(now, tenant.timeZone);
    const wordings = {
      customers: () => dialect.customers(first, location),
      orders: () => dialect.orders({ from: check.window.from, to: today }, first, location),
      inventory: () => dialect.inventory({ skip: 0, take: 2 }, location),
    } as const;
    for (const stream of ['customers', 'orders', 'inventory'] as const) {
      const answer = await this.attempt(stream, () => pos.ask(stream, wordings[stream]));
      if (answer?.outcome === 'answered') check.envelopes[stream] = describeEnvelope(answer.body);
    }
    const size = await this.attempt('page size', () => probePageSize(pos, dialect, location));
    if (size !== undefined) judgePageSize((check.pageSize = size), findings);
    if (orders === undefined) return;
    const shop = { timeZone: tenant.timeZone, now, sample: orders };
    const days = await this.attempt('days', () => probeDays(pos, dialect, location, shop));
    if (days !== undefined) judgeDays((check.days = days), findings);
  }

  /** Makes a failure a finding. */
  private async attempt<T>(topic: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      this.findings.add(topic, 'failure', `${error.message} [${error.code}]`);
      return undefined;
    }
  }
}

function locationOr(locationId: string | null): string {
  if (locationId !== null) return locationId;
  throw new ConfigError('pos_location_missing', 'No POS location is known.');
}
