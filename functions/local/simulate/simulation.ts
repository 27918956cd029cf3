import type { Environment } from './environment';
import { Faults } from './faults';
import type { Scene } from './invariants/invariant';
import { RunBook } from './invariants/runBook';
import { Operators } from './operators';
import { Random } from './random';
import type { DatabasePool } from './runtime/databasePool';
import { Deliveries, type Outcome } from './runtime/deliveries';
import {
  changeEvent,
  messageEvent,
  type SpendingChange,
  spendingChanges,
  subscriberOf,
  tenantOf,
} from './runtime/events';
import { Host } from './runtime/host';
import { PosNetwork } from './runtime/posNetwork';
import { type Message, PubSub } from './runtime/pubsub';
import { Store } from './runtime/store';
import type { Subject } from './runtime/subject';
import { Trace } from './trace';
import { Violation } from './violation';
import { Watch } from './watch';
import { Moments } from './world/history';
import type { Shop } from './world/shop';

const SMALL_SHARE = 0.9;

/** Everything of one seed: the world, the functions, what carries messages between them, and who watches. */
export class Simulation implements Scene {
  readonly random: Random;
  readonly faults: Faults;
  readonly trace: Trace;
  readonly store: Store;
  readonly operators: Operators;
  readonly shops: ReadonlyMap<string, Shop>;
  readonly moments = new Moments();
  readonly runs = new RunBook(this.moments);
  readonly pubsub: PubSub;
  readonly events: Deliveries<SpendingChange>;
  readonly network: PosNetwork;
  readonly host: Host;
  readonly watch: Watch;
  /** Every message that Pub/Sub has taken. */
  readonly published = (): readonly Message[] => this.pubsub.published;
  /** Most seeds have a small world: more of them run in the same time, and most bugs need no more. */
  readonly small: boolean;
  /** Trigger events raised so far. */
  raised = 0;
  private jump = 0;
  private scheduled = 0;

  constructor(
    seed: number,
    readonly subject: Subject,
    readonly environment: Environment,
    databases: DatabasePool,
  ) {
    environment.time.reset();
    const random = (this.random = new Random(seed));
    environment.useRandom(() => random.fraction());
    this.small = random.chance(SMALL_SHARE);
    const { now } = this;
    const faults = (this.faults = new Faults(random));
    const trace = (this.trace = new Trace(() => now().getTime()));
    const store = (this.store = new Store(databases, { now }));
    this.operators = new Operators(store);
    const accounts = this.operators.openShops(random, this.moments, now().getTime(), this.small);
    this.shops = new Map([...accounts].map(([orgId, { shop }]) => [orgId, shop]));

    const shared = { random, faults, trace };
    this.pubsub = new PubSub(
      { ...shared, delayedBy: 'delay', invoke: (...given) => this.deliver(...given) },
      now,
    );
    this.events = new Deliveries({
      ...shared,
      delayedBy: 'eventDelay',
      invoke: (...given) => this.raise(...given),
    });
    this.network = new PosNetwork(accounts, {
      random,
      faults,
      now,
      changeRate: random.pick([0, 0.05, 0.2, 0.5]),
    });
    const watch = (this.watch = new Watch(this));
    this.host = new Host({
      ...shared,
      subject,
      store,
      now,
      outside: {
        publish: (topic, text) => void this.pubsub.publish(topic, text),
        secret: (name) => this.operators.secrets.get(name),
        answer: (request) => this.network.answer(request),
      },
      settings: {
        ...subject.settings.DEFAULT_SETTINGS,
        timeBudgetMilliseconds: random.pick([324_000, 400, 60, 1]),
        retryWindowMilliseconds: random.pick([6 * 3_600_000, 3_600_000, 5 * 60_000]),
        pauseCheckMilliseconds: random.pick([10_000, 0, 50]),
        maxShardEntries: random.pick([8_000, 8_000, 3]),
      },
      posSettings: {
        pageSize: random.pick([2, 2, 3, 100]),
        retries: random.pick([0, 1, 3]),
        sessions: 4,
      },
      onCommit: (writes, invocation) => {
        this.moments.next();
        for (const change of spendingChanges(writes)) {
          this.raised += 1;
          this.events.add(change, `event ${change.orgId}/${change.spendingKey}`);
        }
        watch.committed(writes, invocation);
      },
      onLog: (line) => watch.logged(line),
      onAcknowledged: (invocation) => watch.acknowledged(invocation),
    });
  }

  /** The time on every clock. */
  readonly now = (): Date => new Date(Date.now() + this.jump);

  /** All clocks jump ahead at once, as when nothing has run for a while. */
  jumpAhead(milliseconds: number): void {
    this.trace.add(`⏱ the clocks jump ahead by ${Math.round(milliseconds / 60_000)} min`);
    this.jump += milliseconds;
  }

  /** Lets time pass up to `end` (milliseconds since the epoch), or until a promise is broken. @throws Violation then. */
  async passTime(end: number): Promise<void> {
    await this.environment.time.run(() => this.watch.violation !== null, end);
    this.watch.assertSafe();
  }

  /** Lets everything that is under way end. @throws Violation where something never ends, and any found meanwhile. */
  async settle(): Promise<void> {
    const isIdle = () => this.pubsub.pending + this.events.pending + this.host.running + this.scheduled === 0;
    await this.environment.time.run(() => this.watch.violation !== null || isIdle());
    this.watch.assertSafe();
    if (!isIdle())
      throw new Violation('everything ends', 'an invocation waits for something that never comes');
  }

  /** Runs a scheduled function now, again up to three times when it fails (Cloud Scheduler's retryCount). */
  runSchedule(name: 'schedulePosSync' | 'refreshDueSegments', attempts = 4): void {
    const scheduleTime = this.now().toISOString();
    const label = `${name} at ${scheduleTime.slice(11, 16)}`;
    this.scheduled += 1;
    const attempt = (left: number): void => {
      const run = async () => this.subject.functions[name].run({ scheduleTime, jobName: name });
      this.host.invoke(name, { label, orgId: null }, run, (outcome) => {
        if (outcome === 'acknowledged' || left === 1) this.scheduled -= 1;
        else setTimeout(() => attempt(left - 1), 5_000);
      });
    };
    attempt(attempts);
  }

  private deliver(message: Message, label: string, done: (outcome: Outcome) => void): void {
    const name = subscriberOf(message.topic);
    const run = async () => this.subject.run(name, messageEvent(message));
    this.host.invoke(name, { label, orgId: tenantOf(message), fatal: message.fatal }, run, done);
  }

  private raise(change: SpendingChange, label: string, done: (outcome: Outcome) => void): void {
    const run = async () => this.subject.run('recomputeSegment', changeEvent(change));
    this.host.invoke('recomputeSegment', { label, orgId: change.orgId }, run, done);
  }
}
