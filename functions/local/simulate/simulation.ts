import type { SimulatedTenant } from '../pos/tenants';
import type { Environment } from './environment';
import { Faults } from './faults';
import { safetyInvariants } from './invariants';
import { type Commit, type Invariant, locate } from './invariants/invariant';
import { RunBook } from './invariants/runBook';
import { Random } from './random';
import type { DatabasePool } from './runtime/databasePool';
import { Deliveries, type Outcome } from './runtime/deliveries';
import { Host, type Invocation, type LogLine } from './runtime/host';
import { PosNetwork } from './runtime/posNetwork';
import { type Message, PubSub } from './runtime/pubsub';
import { Store, type StoredWrite } from './runtime/store';
import type { Subject } from './runtime/subject';
import { Trace } from './trace';
import { Violation } from './violation';
import { fillWorld } from './world/changes';
import { Moments } from './world/history';
import { Shop } from './world/shop';

/** The functions that topics belong to (design §1). */
const SUBSCRIBERS = {
  'pos-sync-tenant': 'syncCustomers',
  'pos-sync-orders': 'syncOrders',
  'pos-sync-spending': 'computeSpending',
  'pos-sync-products': 'syncProducts',
  'pos-sync-status': 'recordSyncStatus',
  'pos-sync-dead-letter': 'storeDeadLetter',
} as const;

const TRIGGER = /^tenants\/([^/]+)\/customer_spending\/([^/]+)$/;

/** A change of a spending document on its way to its trigger. */
interface SpendingEvent extends StoredWrite {
  orgId: string;
  spendingKey: string;
}

/** Everything of one seed: the world, the functions, what carries messages between them, and who watches. */
export class Simulation {
  readonly random: Random;
  readonly faults: Faults;
  readonly trace: Trace;
  readonly store: Store;
  readonly shops = new Map<string, Shop>();
  readonly runs: RunBook;
  readonly moments = new Moments();
  readonly pubsub: PubSub;
  readonly network: PosNetwork;
  readonly host: Host;
  readonly secrets = new Map<string, string>();
  /** Credentials that the POS has and the secrets not yet, by tenant. */
  readonly pendingSecrets = new Map<string, number>();
  violation: Violation | null = null;
  commits = 0;
  /** Since a moment of the caller's choice: writes to data that readers see, and trigger events. */
  readonly counted = { dataWrites: 0, events: 0 };
  /** Failures that the functions logged as final. They are, if the delivery was then acknowledged. */
  readonly failures: { invocation: Invocation; code: string }[] = [];
  private readonly events: Deliveries<SpendingEvent>;
  private readonly invariants: Invariant[];
  private jump = 0;
  private scheduled = 0;

  constructor(
    readonly seed: number,
    readonly subject: Subject,
    readonly environment: Environment,
    databases: DatabasePool,
  ) {
    const { time } = environment;
    time.reset();
    const random = (this.random = new Random(seed));
    environment.useRandom(() => random.fraction());
    this.faults = new Faults(random);
    this.trace = new Trace(() => this.now().getTime());
    const now = () => this.now();
    this.store = new Store(databases, { now });
    this.runs = new RunBook(this.moments);
    const { faults, trace, store } = this;
    this.pubsub = new PubSub(
      { delayedBy: 'delay', random, faults, trace, invoke: (...given) => this.deliver(...given) },
      now,
    );
    this.events = new Deliveries({
      delayedBy: 'eventDelay',
      random,
      faults,
      trace,
      invoke: (...given) => this.trigger(...given),
    });
    this.network = new PosNetwork(this.createShops(), {
      random,
      faults,
      now,
      tokenLifetimeMs: random.pick([24 * 3_600_000, 24 * 3_600_000, 20 * 60_000, 60_000]),
      changeRate: random.pick([0, 0.02, 0.1, 0.3]),
    });
    this.host = new Host({
      subject,
      random,
      faults,
      trace,
      store,
      outside: {
        publish: (topic, text) => void this.pubsub.publish(topic, text),
        secret: (name) => this.secrets.get(name),
        answer: (request) => this.network.answer(request),
      },
      settings: {
        ...subject.settings.DEFAULT_SETTINGS,
        timeBudgetMilliseconds: random.pick([324_000, 324_000, 400, 60, 1]),
        retryWindowMilliseconds: random.pick([6 * 3_600_000, 3_600_000, 5 * 60_000]),
        pauseCheckMilliseconds: random.pick([10_000, 0, 50]),
        maxShardEntries: random.pick([8_000, 8_000, 3]),
      },
      posSettings: { pageSize: random.pick([2, 3, 3, 5, 100]), retries: random.pick([0, 1, 3]), sessions: 4 },
      now,
      onCommit: (writes, invocation) => this.observeCommit(writes, invocation),
      onLog: (line) => this.observeLog(line),
      onAcknowledged: (invocation) => this.check((invariant) => invariant.onAcknowledged?.(invocation)),
    });
    this.invariants = safetyInvariants(this);
  }

  published = (): readonly Message[] => this.pubsub.published;

  /** The time on every clock. */
  now(): Date {
    return new Date(Date.now() + this.jump);
  }

  /** All clocks jump ahead at once, as when nothing has run for a while. */
  jumpAhead(milliseconds: number): void {
    this.trace.add(`⏱ the clocks jump ahead by ${Math.round(milliseconds / 60_000)} min`);
    this.jump += milliseconds;
  }

  get isIdle(): boolean {
    return (
      this.violation !== null ||
      this.pubsub.pending + this.events.pending + this.host.running + this.scheduled === 0
    );
  }

  /** Lets everything that is under way end. @throws Violation where something never ends, and any found meanwhile. */
  async settle(): Promise<void> {
    await this.environment.time.run(() => this.isIdle);
    if (!this.isIdle)
      throw new Violation('every handler ends', 'an invocation waits for something that never comes');
    this.assertSafe();
  }

  assertSafe(): void {
    if (this.violation) throw this.violation;
  }

  /** Runs a scheduled function now, again up to three times when it fails (Cloud Scheduler's retryCount). */
  runSchedule(name: 'schedulePosSync' | 'refreshDueSegments', attempts = 4): void {
    const scheduleTime = this.now().toISOString();
    this.scheduled += 1;
    const attempt = (left: number): void => {
      const { functions } = this.subject;
      this.host.invoke(
        name,
        { label: `${name} at ${scheduleTime.slice(11, 16)}`, orgId: null },
        () => Promise.resolve(functions[name].run({ scheduleTime, jobName: name })),
        (outcome) => {
          if (outcome === 'acknowledged' || left === 1) this.scheduled -= 1;
          else setTimeout(() => attempt(left - 1), 5_000);
        },
      );
    };
    attempt(attempts);
  }

  private deliver(message: Message, label: string, done: (outcome: Outcome) => void): void {
    const name = SUBSCRIBERS[message.topic as keyof typeof SUBSCRIBERS];
    const event = {
      id: message.id,
      time: message.publishedAt.toISOString(),
      data: {
        subscription: 'simulated',
        message: {
          messageId: message.id,
          publishTime: message.publishedAt.toISOString(),
          data: Buffer.from(message.text).toString('base64'),
          attributes: {},
          orderingKey: '',
        },
      },
    };
    const run: (event: never) => unknown = this.subject.functions[name].run;
    this.host.invoke(
      name,
      { label, orgId: orgIdOf(message) },
      () => Promise.resolve(run(event as never)),
      done,
    );
  }

  private trigger(
    { orgId, spendingKey, before, after, path }: SpendingEvent,
    label: string,
    done: (outcome: Outcome) => void,
  ): void {
    const side = (data: Readonly<Record<string, unknown>> | undefined) => ({
      exists: data !== undefined,
      data: () => data,
      ref: { path },
    });
    const event = { params: { orgId, spendingKey }, data: { before: side(before), after: side(after) } };
    const run: (event: never) => unknown = this.subject.functions.recomputeSegment.run;
    this.host.invoke('recomputeSegment', { label, orgId }, () => Promise.resolve(run(event as never)), done);
  }

  private observeCommit(writes: StoredWrite[], invocation: Invocation): void {
    this.commits += 1;
    this.moments.next();
    const commit: Commit = { invocation, writes: writes.map(locate) };
    this.runs.observe(commit);
    for (const { orgId, collection } of commit.writes) {
      if (orgId !== null && collection !== 'sync_status' && collection !== 'sync_runs')
        this.counted.dataWrites += 1;
    }
    for (const write of writes) {
      const match = TRIGGER.exec(write.path);
      if (!match?.[1] || !match[2]) continue;
      this.counted.events += 1;
      this.events.add({ ...write, orgId: match[1], spendingKey: match[2] }, `event ${match[1]}/${match[2]}`);
    }
    this.check((invariant) => invariant.onCommit?.(commit));
  }

  private observeLog(line: LogLine): void {
    const { message, fields, invocation } = line;
    if (message === 'stage failed' && invocation) {
      const { error } = fields;
      const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
      this.failures.push({ invocation, code });
    }
    this.check((invariant) => invariant.onLog?.(line));
  }

  private check(ask: (invariant: Invariant) => string | undefined): void {
    if (this.violation) return;
    for (const invariant of this.invariants) {
      const fault = faultOf(() => ask(invariant));
      if (fault === undefined) continue;
      this.violation = new Violation(invariant.name, fault);
      this.trace.add(`‼ ${this.violation.message}`);
      return;
    }
  }

  private createShops(): Map<string, { shop: Shop; tenant: SimulatedTenant }> {
    const { random } = this;
    const shops = new Map<string, { shop: Shop; tenant: SimulatedTenant }>();
    for (let count = random.pick([1, 1, 1, 1, 2, 3]), number = 1; number <= count; number += 1) {
      const orgId = `org${number}`;
      const timeZone = random.pick(['UTC', 'UTC', 'America/New_York']);
      const dialect = random.pick(['documented', 'observed', 'both'] as const);
      const envelope = random.pick(['named', 'array', 'numeric', 'numeric-under-name'] as const);
      const shop = new Shop(
        { orgId, timeZone, lookbackDays: random.pick([90, 30, 30]), dialect, envelope },
        this.moments,
      );
      fillWorld(random, shop, this.now().getTime());
      this.shops.set(orgId, shop);
      const tenant = {
        ...this.credentials(orgId, 1),
        locationId: String(100 + number),
        world: shop.world,
        timeZone,
        dialect,
        envelope,
      };
      shops.set(orgId, { shop, tenant });
      this.storeSecrets(orgId, 1);
      this.secrets.set(`${orgId}_LOCATION_ID`, tenant.locationId);
      this.writeTenant(shop, 'active');
    }
    return shops;
  }

  credentials(orgId: string, version: number) {
    return {
      username: `secret-value-user-${orgId}`,
      password: `secret-value-${version}`,
      pin: `secret-value-pin-${version}`,
    };
  }

  storeSecrets(orgId: string, version: number): void {
    const { username, password, pin } = this.credentials(orgId, version);
    this.secrets.set(`${orgId}_USERNAME`, username);
    this.secrets.set(`${orgId}_PASSWORD`, password);
    this.secrets.set(`${orgId}_PIN`, pin);
  }

  writeTenant({ orgId, settings }: Shop, status: 'active' | 'paused'): void {
    const { timeZone, lookbackDays } = settings;
    this.store.write(`tenants/${orgId}`, {
      name: orgId,
      pos: {
        provider: 'alleaves',
        status,
        secretPrefix: orgId,
        baseUrl: `https://${orgId}.example/api`,
        timeZone,
        lookbackDays,
      },
    });
  }
}

/** A check runs inside the handler whose effect it looks at, which must not take a fault of the check for one of its own. */
function faultOf(ask: () => string | undefined): string | undefined {
  try {
    return ask();
  } catch (error) {
    return `the check itself failed: ${error instanceof Error ? (error.stack ?? error.message) : typeof error}`;
  }
}

function orgIdOf({ topic, text }: Message): string | null {
  if (topic === 'pos-sync-dead-letter') return null;
  try {
    const content: unknown = JSON.parse(text);
    const orgId = typeof content === 'object' && content !== null ? Reflect.get(content, 'orgId') : null;
    return typeof orgId === 'string' ? orgId : null;
  } catch {
    return null;
  }
}
