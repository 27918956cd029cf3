import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { DocumentChange } from '../../../../tools/emulators/firestore/changes';
import { histogram, Oracle } from '../../../../tools/oracle/oracle';
import { buildRoster } from '../../../../tools/pos/worlds/builders';
import type { RecordedRequest } from '../../../../tools/pos/simulator';
import { type PosSimulator, startPosSimulator } from '../../../../tools/pos/simulator';
import type { World } from '../../../../tools/pos/world';
import { DEPLOYMENT_START, type Deployment } from '../../support/deployment';
import { tillOrder, TIME_ZONE } from '../rows';
import { expectedDocuments, plain, stored, storedDocuments } from '../stored';

/** What must never leave the POS and Firestore: in every shop the same, so that one look finds them. */
const CREDENTIALS = { username: 'till-user-83', password: 'correct-horse-7731', pin: 'pin-4711' };
const ROTATED = { ...CREDENTIALS, password: 'rotated-horse-9902', pin: 'rotated-pin-8080' };
const NAME = 'Zyxanna';
const PRIVATE = [
  ...Object.values(CREDENTIALS),
  'rotated-',
  NAME,
  '+1555',
  '@example.com',
  '@alleaves',
  'eyJ',
];

let shops = 0;

/** A shop with customers of every kind, some 50 orders, and a menu of 10. */
export function smallWorld(seed: number, customers = 12, ordersPerCustomer = 3): World {
  const world = buildRoster({
    ...{ seed, customers, ordersPerCustomer, items: 10, now: DEPLOYMENT_START, days: 95 },
    shareWithEmail: 0.3,
  });
  for (let id = 1; id <= customers; id += 1) world.customers.update(id, { name_first: NAME });
  return world;
}

/** A tenant of a deployment with a POS of its own, and an oracle that watches it. */
export class Shop {
  private readonly oracle = new Oracle({ timeZone: TIME_ZONE, lookbackDays: 90 });
  /** Every change of its documents since the last {@link takeDataWrites}, in order. */
  private changes: DocumentChange[] = [];
  private readonly unsubscribe: () => void;

  private constructor(
    private readonly deployment: Deployment,
    readonly orgId: string,
    readonly world: World,
    readonly pos: PosSimulator,
  ) {
    this.unsubscribe = deployment.onChange((change) => {
      if (change.path.startsWith(`tenants/${orgId}/`)) this.changes.push(change);
    });
  }

  /** Opens a shop whose sync is on. */
  static async open(deployment: Deployment, world: World): Promise<Shop> {
    shops += 1;
    const orgId = `shop-${shops}`;
    const locationId = `${orgId}-location`;
    const pos = await startPosSimulator({
      clock: deployment.suite.clock,
      tenants: [{ ...CREDENTIALS, locationId, world }],
    });
    const shop = new Shop(deployment, orgId, world, pos);
    await shop.storeCredentials(CREDENTIALS);
    await shop.reference().set({
      name: orgId,
      pos: { provider: 'alleaves', status: 'active', secretPrefix: orgId, locationId, baseUrl: pos.baseUrl },
    });
    return shop;
  }

  /** Ends its sync and its POS. */
  async close(): Promise<void> {
    await this.configure({ 'pos.status': 'paused' });
    await this.pos.stop();
    this.unsubscribe();
  }

  async configure(fields: Record<string, unknown>): Promise<void> {
    await this.reference().update(fields);
  }

  /** Writes what the functions log in with. */
  async storeCredentials({ username, password, pin }: typeof CREDENTIALS): Promise<void> {
    const { orgId } = this;
    await this.deployment.addSecrets([
      `${orgId}_USERNAME=${username}`,
      `${orgId}_PASSWORD=${password}`,
      `${orgId}_PIN=${pin}`,
    ]);
  }

  /** Gives the POS new credentials, which it alone knows for now; its tokens are void. */
  rotateAtPos(): typeof CREDENTIALS {
    this.pos.tenants.rotate(`${this.orgId}-location`, ROTATED);
    return ROTATED;
  }

  /** Gives new credentials to both. Requests are under way meanwhile, so they are in the secrets by the time the old ones are void. */
  async rotate(): Promise<void> {
    await this.storeCredentials(ROTATED);
    this.rotateAtPos();
  }

  /** A sale to customer 7 and a new price, which the next sync has to bring. */
  trade(orderId: number): void {
    const now = this.deployment.suite.clock.now();
    this.world.orders.add(tillOrder(orderId, { customer: 7, daysAgo: 0, total: 81, now }));
    this.world.inventory.update(9001, { price_retail: 19.5, price_retail_adult_use: 19.5 });
  }

  /** The POS's request for a page of a stream hangs when it comes. */
  holdPage(endpoint: RecordedRequest['endpoint'], page: number) {
    return this.pos.holds.next(
      (request) => request.endpoint === endpoint && Number(request.parameters['page']) === page,
    );
  }

  async documents(collection: string): Promise<Record<string, Record<string, unknown>>> {
    const { docs } = await this.reference().collection(collection).get();
    return Object.fromEntries(docs.map((snapshot) => [snapshot.id, snapshot.data()]));
  }

  /** `sync_status/pos`, with Dates. */
  async status(): Promise<Record<string, unknown>> {
    return (await stored(this, 'sync_status'))['pos'] ?? {};
  }

  /** When the run under way loses the tenant unless it shows a sign of life. */
  async leaseEnd(): Promise<Date> {
    return z.object({ lease: z.object({ expiresAt: z.date() }) }).parse(await this.status()).lease.expiresAt;
  }

  /** The runs, oldest first, with Dates. Ids don't tell the order of those that were asked for in the same second. */
  async runs(): Promise<Record<string, unknown>[]> {
    const startedAt = (run: Record<string, unknown>) => Number(run['startedAt']);
    return Object.values(await stored(this, 'sync_runs')).sort((a, b) => startedAt(a) - startedAt(b));
  }

  /** How many log lines about it say this. */
  logged(text: string): number {
    const own = this.deployment.lines.filter((line) => line.includes(`"${this.orgId}"`));
    return own.filter((line) => line.includes(text)).length;
  }

  /** The paths of the data documents that were written or deleted since the last call, as often as they were. */
  takeDataWrites(): string[] {
    const paths = this.changes.splice(0).map(({ path }) => path);
    return paths.filter((path) => !/\/(?:sync_status|sync_runs|sync_index)\//.test(path));
  }

  /** Expects Firestore to hold what the oracle makes of the POS, and the status to tell of the last run's success. */
  async expectInStep(): Promise<void> {
    const { oracle, orgId } = this;
    const now = this.deployment.suite.clock.now();
    oracle.sync(this.world, now);
    expect(await storedDocuments(this, orgId)).toEqual(expectedDocuments(oracle, orgId, now));
    const lastRun = (await this.runs()).at(-1);
    expect(lastRun).toMatchObject({ state: 'succeeded', error: null });
    expect(await this.status()).toMatchObject({
      ...{ state: 'succeeded', lastError: null, lease: null, run: null },
      lastSyncAt: lastRun?.['startedAt'],
      customerCount: oracle.customers.size,
      orderCount: oracle.orders.size,
      menuProductsCount: oracle.items.size,
      segmentCounts: histogram(oracle.segments(now).values()),
    });
  }

  /**
   * Expects the first sync to have written every document once, a customer also a second time for its segment, with a change
   * of it if that isn't the one everybody starts with, and the run's record to tell so.
   */
  async expectWrittenOnce(): Promise<void> {
    const { customers, orders, items } = this.oracle;
    const spending = this.oracle.spending();
    const writes = this.takeDataWrites();
    const ofCustomers = writes.filter((path) => path.includes('/customers/'));
    const spent = [...spending.keys()].filter((key) => key.startsWith('cid_')).length;
    expect({ 1: 0, 2: 0, ...histogram(Object.values(histogram(ofCustomers)).map(String)) }).toEqual({
      1: customers.size - spent,
      2: spent,
    });
    const others = writes.filter((path) => !path.includes('/customers/'));
    const segments = [...this.oracle.segments(this.deployment.suite.clock.now()).values()];
    const moved = segments.filter((segment) => segment !== 'new').length;
    expect(others.filter((path) => path.includes('/segment_changes/'))).toHaveLength(moved);
    expect(others).toHaveLength(orders.size + spending.size + items.size + moved);
    expect(new Set(others).size).toBe(others.length);
    const added = (size: number) => ({ added: size, updated: 0, deleted: 0 });
    expect((await this.runs()).at(-1)).toMatchObject({
      stages: {
        customers: added(customers.size),
        orders: added(orders.size),
        spending: added(spending.size),
        products: added(items.size),
      },
    });
  }

  /** Expects one more tick to write no data. */
  async expectQuietTick(): Promise<void> {
    this.takeDataWrites();
    await this.deployment.tick();
    expect(this.takeDataWrites()).toEqual([]);
    await this.expectInStep();
  }

  /** Expects no secret and no personal data in anything that was logged, recorded or kept. */
  async expectDiscretion(): Promise<void> {
    const letters = (await this.deployment.deadLetters(this.orgId)).map((letter) => letter.data());
    const records = plain({ status: await this.status(), runs: await this.runs(), letters });
    const traces = [...this.deployment.lines, JSON.stringify(records)];
    for (const secret of PRIVATE) expect(traces.filter((trace) => trace.includes(secret))).toEqual([]);
  }

  private reference() {
    return this.deployment.operator.firestore.doc(`tenants/${this.orgId}`);
  }
}

/** Resolves when a condition holds. @throws when it doesn't within thirty seconds. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`It did not come to this within thirty seconds: ${what}`);
    await delay(5);
  }
}
