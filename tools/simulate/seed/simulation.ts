import type { Limits } from '../../../functions/src/platform/limits';
import type { Environment } from '../runtime/determinism/environment';
import { Faults } from '../runtime/faults';
import type { Scene } from '../invariants/invariant';
import { RunBook } from '../invariants/runBook';
import { limitsOf } from './limits';
import { Operators } from './operators';
import { Random } from '../runtime/random';
import type { Settings } from '../../../functions/src/platform/settings';
import type { DatabasePool } from '../runtime/firestore/databasePool';
import { Deliveries, type Outcome } from '../runtime/delivery/deliveries';
import { changeEvent, messageEvent, tenantOf } from '../runtime/delivery/events';
import { Host } from '../runtime/host';
import { Instances } from '../runtime/instances';
import { PosNetwork } from '../runtime/posNetwork';
import { type Delivery, type Message, PubSub } from '../runtime/delivery/pubsub';
import { Store } from '../runtime/firestore/store';
import type { Subject } from '../runtime/subject';
import type { DocumentEvent } from '../runtime/wiring';
import { Trace } from '../runtime/trace';
import { Violation } from '../runtime/violation';
import { Watch } from './watch';
import { Moments } from '../world/history';
import type { Shop } from '../world/shop';

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
  readonly events: Deliveries<DocumentEvent>;
  readonly network: PosNetwork;
  readonly host: Host;
  private readonly instances: Instances;
  readonly watch: Watch;
  /** Every message that Pub/Sub has taken. */
  readonly published = (): readonly Message[] => this.pubsub.published;
  /** Most seeds have a small world: more of them run in the same time, and most bugs need no more. */
  readonly small: boolean;
  /** In one seed of sixteen operators try other thresholds of the segments and take them back; the chances of all other seeds stay as they were. */
  readonly triesRules: boolean;
  readonly limits: Limits;
  /** Trigger events raised so far. */
  raised = 0;
  private jump = 0;
  private scheduled = 0;

  constructor(
    seed: number,
    readonly subject: Subject,
    readonly environment: Environment,
    databases: DatabasePool,
    /** Settings other than those that the seed draws. */
    given: Partial<Settings> = {},
  ) {
    environment.time.reset();
    const random = (this.random = new Random(seed));
    environment.useRandom(() => random.fraction());
    this.small = random.chance(SMALL_SHARE);
    this.triesRules = seed % 16 === 7;
    const { now } = this;
    const faults = (this.faults = new Faults(random));
    const trace = (this.trace = new Trace(() => now().getTime()));
    const store = (this.store = new Store(databases, { now }));
    this.operators = new Operators(store);
    this.limits = limitsOf(seed, subject.settings.DEFAULT_SETTINGS.limits, random);
    const accounts = this.operators.openShops(random, this.moments, now().getTime(), {
      small: this.small,
      documentBytes: this.limits.document.bytes,
    });
    this.shops = new Map([...accounts].map(([orgId, { shop }]) => [orgId, shop]));

    const shared = { random, faults, trace };
    this.pubsub = new PubSub(
      subject.wiring,
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
    const places = faults.strikes('overload') ? random.integer(1, 2) : Infinity;
    this.instances = new Instances((name) =>
      Math.min(subject.wiring.placesOf(name), faults.active ? places : Infinity),
    );
    const watch = (this.watch = new Watch(this));
    this.host = new Host({
      ...shared,
      subject,
      store,
      now,
      outside: {
        publish: (topic, text) => void this.pubsub.publish(topic, text),
        hasTopic: (topic) => this.pubsub.has(topic),
        secret: (name) => this.operators.secrets.get(name),
        answer: (request) => this.network.answer(request),
        posHosts: () => this.network.hosts,
      },
      settings: {
        ...subject.settings.DEFAULT_SETTINGS,
        timeBudgetMilliseconds: random.pick([324_000, 400, 60, 1]),
        retryWindowMilliseconds: random.pick([6 * 3_600_000, 3_600_000, 5 * 60_000]),
        pauseCheckMilliseconds: random.pick([10_000, 0, 50]),
        limits: this.limits,
        ...given,
      },
      onCommit: (writes, invocation) => {
        this.moments.next();
        for (const event of subject.wiring.eventsOf(writes)) {
          this.raised += 1;
          this.events.add(event, `event ${Object.values(event.params).join('/')}`, event.retry);
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

  /** Lets everything that is under way end. @throws Violation if something never ends, and any found meanwhile. */
  async settle(): Promise<void> {
    const isIdle = () => this.pubsub.pending + this.events.pending + this.host.running + this.scheduled === 0;
    await this.environment.time.run(() => this.watch.violation !== null || isIdle());
    this.watch.assertSafe();
    if (!isIdle())
      throw new Violation('everything ends', 'an invocation waits for something that never comes');
  }

  /** Runs a scheduled function now, and again as often as it declares while it fails. */
  runSchedule({ name, retryCount }: { name: string; retryCount: number }): void {
    const scheduleTime = this.now().toISOString();
    const label = `${name} at ${scheduleTime.slice(11, 16)}`;
    this.scheduled += 1;
    const attempt = (left: number): void => {
      const run = async () => this.subject.run(name, { scheduleTime, jobName: name });
      this.host.invoke(name, { label, orgId: null }, run, (outcome) => {
        if (outcome === 'acknowledged' || left === 0) this.scheduled -= 1;
        else setTimeout(() => attempt(left - 1), 5_000);
      });
    };
    attempt(retryCount);
  }

  private deliver({ message, receiver }: Delivery, label: string, done: (outcome: Outcome) => void): void {
    const { name } = receiver;
    const run = async () => this.subject.run(name, messageEvent(message));
    this.admit(name, label, done, (end) =>
      this.host.invoke(name, { label, orgId: tenantOf(message), fatal: message.fatal }, run, end),
    );
  }

  private raise(event: DocumentEvent, label: string, done: (outcome: Outcome) => void): void {
    const run = async () => this.subject.run(event.name, changeEvent(event));
    this.admit(event.name, label, done, (end) =>
      this.host.invoke(event.name, { label, orgId: event.params['orgId'] ?? null }, run, end),
    );
  }

  /** Begins work on an instance that is free, or tells the sender to try again later. */
  private admit(
    name: string,
    label: string,
    done: (outcome: Outcome) => void,
    begin: (end: (outcome: Outcome) => void) => void,
  ): void {
    this.instances.enter(
      name,
      (leave) => {
        // What waited for its place begins in a turn of its own.
        setTimeout(() =>
          begin((outcome) => {
            leave();
            done(outcome);
          }),
        );
      },
      () => {
        this.trace.add(`${name} is busy: 429 to ${label}`);
        done('failed');
      },
    );
  }
}
