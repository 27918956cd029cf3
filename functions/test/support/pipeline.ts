import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { type PosSimulator, startPosSimulator } from '../../../tools/pos/simulator';
import type { SimulatedTenant } from '../../../tools/pos/tenants';
import { World } from '../../../tools/pos/world';
import { createPosConnector } from '../../src/alleaves/client/connector';
import { receiveDeadLetter } from '../../src/sync/start/deadLetter';
import type { Delivery } from '../../src/sync/run/message';
import { runStage } from '../../src/sync/run/runner';
import { recomputeSegmentOf } from '../../src/segments/recomputeSegment';
import { stages } from '../../src/sync/stages';
import { STAGE_NAMES } from '../../src/documents/stageNames';
import { TOPICS } from '../../src/sync/run/topics';
import type { Context } from '../../src/platform/ports/context';
import type { Limits } from '../../src/platform/limits';
import type { PosConnector } from '../../src/platform/ports/pos';
import { TransientError } from '../../src/platform/ports/errors';
import type { Secrets } from '../../src/platform/ports/secrets';
import { ALWAYS_CURRENT } from '../../src/platform/google/firebaseSessions';
import { createLocalSecrets } from '../../src/platform/google/localSecrets';
import { DEFAULT_SETTINGS, type Settings } from '../../src/platform/settings';
import { type LimitChanges, limitsWith } from './limits';
import { TestClock } from './clock';
import { type Protocol, startTestFirestore, type TestFirestore } from './firestore';

export interface LogLine {
  level: string;
  message: string;
  fields: Record<string, unknown>;
}

/** A shop: a tenant with its world at the POS. */
export interface Shop {
  orgId: string;
  world: World;
}

const password = 'correct-horse-7731';

/**
 * The pipeline on an embedded Firestore (gRPC) and the POS simulator (HTTP), with a queue in memory for Pub/Sub, so that
 * a test decides which message is delivered when, twice or never.
 */
export class PipelineHarness {
  readonly clock = new TestClock();
  readonly queue: Delivery[] = [];
  readonly lines: LogLine[] = [];
  readonly changes: string[] = [];
  /** A POS that fails is not waited for. */
  settings: Settings = {
    ...DEFAULT_SETTINGS,
    limits: limitsWith({ pos: { retries: 1, longestBackoffMilliseconds: 5, timeoutMilliseconds: 2_000 } }),
  };
  /** How many deliveries failed for a passing reason. */
  retries = 0;
  private messages = 0;
  private stopping: Promise<void> | undefined;

  private constructor(
    readonly server: TestFirestore,
    readonly pos: PosSimulator,
    readonly secretsFile: string,
    readonly shops: readonly Shop[],
  ) {
    server.onChange(({ path }) => this.changes.push(path));
  }

  /** One shop for each of the given set-ups, `org1` and so on, each with credentials and a location of its own. */
  static async start(
    setups: (Partial<SimulatedTenant> & { tenant?: Record<string, unknown> })[] = [{}],
    protocol?: Protocol,
  ): Promise<PipelineHarness> {
    const shops = setups.map(({ world = new World() }, position) => ({ orgId: `org${position + 1}`, world }));
    const secrets = shops.flatMap(({ orgId }) => [
      `${orgId}_USERNAME=user-${orgId}`,
      `${orgId}_PASSWORD=${password}`,
      `${orgId}_PIN=4711`,
      `${orgId}_LOCATION_ID=${orgId}-location`,
    ]);
    const secretsFile = join(await mkdtemp(join(tmpdir(), 'sync-sam-')), 'secrets');
    await writeFile(secretsFile, secrets.join('\n'));
    const server = await startTestFirestore(protocol);
    const tenants = shops.map(({ orgId, world }, position): SimulatedTenant => {
      return {
        username: `user-${orgId}`,
        password,
        pin: '4711',
        locationId: `${orgId}-location`,
        ...setups[position],
        world,
      };
    });
    const clock = new TestClock();
    const pos = await startPosSimulator({ tenants, clock });
    const harness = new PipelineHarness(server, pos, secretsFile, shops);
    for (const [position, { orgId }] of shops.entries()) {
      await server.firestore.doc(`tenants/${orgId}`).set({
        name: orgId,
        pos: {
          provider: 'alleaves',
          status: 'active',
          secretPrefix: orgId,
          baseUrl: pos.baseUrl,
          ...setups[position]?.tenant,
        },
      });
    }
    return harness;
  }

  /** Stops everything, once: asked again, it waits for the same. */
  stop(): Promise<void> {
    this.stopping ??= (async () => {
      await this.pos.stop();
      await this.server.stop();
    })();
    return this.stopping;
  }

  readonly context: Context = contextOf(this);

  /** What the first shop has at the POS. */
  get world(): World {
    const [shop] = this.shops;
    if (shop === undefined) throw new Error('There is no shop.');
    return shop.world;
  }

  /** Takes the location out of the secrets of the shops: where the POS doesn't name one either, none is known. */
  async withoutLocation(): Promise<void> {
    const secrets = (await readFile(this.secretsFile, 'utf8')).split('\n');
    await writeFile(this.secretsFile, secrets.filter((line) => !line.includes('_LOCATION_ID=')).join('\n'));
  }

  /** Changes limits from now on. */
  limit(changes: LimitChanges): void {
    this.settings = { ...this.settings, limits: limitsWith(changes, this.settings.limits) };
  }

  /** Puts a message on a topic; `message` may be anything, also what is no message. */
  publish(topic: string, message: unknown): Delivery {
    this.messages += 1;
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    const delivery = {
      topic,
      messageId: String(this.messages),
      publishedAt: this.clock.now(),
      data: Buffer.from(text).toString('base64'),
    };
    this.queue.push(delivery);
    return delivery;
  }

  /** Delivers a message to the function of its topic. */
  async deliver(delivery: Delivery): Promise<void> {
    if (delivery.topic === TOPICS.deadLetter) return receiveDeadLetter(this.context, delivery);
    const stage = STAGE_NAMES.find((name) => TOPICS[name] === delivery.topic);
    if (stage === undefined) throw new Error(`No function listens to ${delivery.topic}`);
    await runStage(this.context, stages[stage], delivery);
  }

  /** Delivers everything until nothing is left, transient failures again up to ten times in all; then the trigger's events. */
  async settle(): Promise<void> {
    for (let delivery = this.queue.shift(); delivery; delivery = this.queue.shift()) {
      try {
        await this.deliver(delivery);
      } catch (error) {
        if (!(error instanceof TransientError) || this.retries >= 10) throw error;
        this.retries += 1;
        this.queue.push(delivery);
      }
    }
    await this.deliverTriggers();
  }

  /** Delivers the Firestore events of everything that changed since the last time. Returns how many there were. */
  async deliverTriggers(): Promise<number> {
    await this.server.idle();
    const events = this.changes.splice(0).flatMap((path) => {
      const match = /^tenants\/([^/]+)\/customer_spending\/([^/]+)$/.exec(path);
      return match?.[1] && match[2] ? [{ orgId: match[1], spendingKey: match[2] }] : [];
    });
    const limit = pLimit(40);
    await Promise.all(events.map((event) => limit(() => recomputeSegmentOf(this.context, event))));
    await this.server.idle();
    this.changes.length = 0;
    return events.length;
  }

  /** One run of a shop from start to end. */
  async sync(message: Record<string, unknown> = {}): Promise<void> {
    this.publish(TOPICS.customers, { orgId: 'org1', ...message });
    await this.settle();
  }

  async document(path: string): Promise<Record<string, unknown> | undefined> {
    return (await this.server.firestore.doc(path).get()).data();
  }

  /** A collection of a shop by document id. */
  async documents(collection: string, orgId = 'org1'): Promise<Record<string, Record<string, unknown>>> {
    const { docs } = await this.server.firestore.collection(`tenants/${orgId}/${collection}`).get();
    return Object.fromEntries(docs.map((snapshot) => [snapshot.id, snapshot.data()]));
  }

  async status(orgId = 'org1'): Promise<Record<string, unknown>> {
    return (await this.document(`tenants/${orgId}/sync_status/pos`)) ?? {};
  }

  /** The runs of a shop, oldest first. */
  async runs(orgId = 'org1'): Promise<Record<string, unknown>[]> {
    return Object.values(await this.documents('sync_runs', orgId));
  }
}

/** What handlers are given; settings and Firestore as the harness has them at the moment. */
function contextOf(harness: PipelineHarness): Context {
  const write = (level: string) => (message: string, fields?: Record<string, unknown>) =>
    void harness.lines.push({ level, message, fields: { ...fields } });
  const secrets: Secrets = {
    read: async (name, options) => createLocalSecrets(harness.secretsFile).read(name, options),
  };
  let connector: { limits: Limits['pos']; pos: PosConnector } | undefined;
  return {
    get settings() {
      return harness.settings;
    },
    clock: harness.clock,
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    get firestore() {
      return harness.server.firestore;
    },
    publisher: {
      publish: async (topic, message) => {
        harness.publish(topic, message);
        return Promise.resolve();
      },
    },
    secrets,
    sessions: ALWAYS_CURRENT,
    get pos() {
      const { pos: limits } = harness.settings.limits;
      if (connector?.limits !== limits)
        connector = {
          limits,
          pos: createPosConnector({
            secrets,
            clock: harness.clock,
            allowed: { hosts: [], loopback: true },
            limits,
          }),
        };
      return connector.pos;
    },
  };
}
