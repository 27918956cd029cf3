import { systemClock, type Clock } from '../../../functions/src/platform/ports/clock';
import type { Log } from '../../../functions/src/platform/ports/log';
import { type Hold, Holds, type Moment } from '../../servers/holds';
import { GOOGLE_BACKOFF, type Backoff } from '../delivery/backoff';
import { DeliveryQueue, type DeliveryCounters } from '../delivery/deliveryQueue';
import { Faults, type FaultSettings } from '../delivery/faults';
import { allIdle, type Worker } from '../delivery/quiet';
import type { Message } from '../../servers/grpcHandlers';
import { startGrpcServer } from '../../servers/grpcServer';
import { publisherHandlers } from './handlers';
import type { PublishRequest, PubsubMessage } from './message';
import { publisherService } from './protocol';
import { topicName, Topics } from './topics';

export interface EmbeddedPubsubOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
  /** Gives publish times. Default: the system's. */
  clock?: Clock;
  /** Default: Google's, 10 s to 600 s. */
  backoff?: Backoff;
  faults?: FaultSettings;
  log: Log;
}

interface SubscriptionOptions {
  /** Names the subscription; a second one of the same name on the topic is an error. */
  name: string;
  project: string;
  topicId: string;
  /** Whether a failed delivery comes again, after a back-off; otherwise it is dropped. */
  retry: boolean;
  /** The most deliveries at once. */
  concurrency: number;
  /** Acknowledges by resolving, asks for another delivery by rejecting. */
  deliver: (message: PubsubMessage) => Promise<void>;
}

interface TopicCounters extends DeliveryCounters {
  published: number;
}

export interface EmbeddedPubsub extends Worker {
  /** For `PUBSUB_EMULATOR_HOST`. */
  readonly host: string;
  /** Pushes every message published from now on; creates the topic where it doesn't exist. */
  subscribe(options: SubscriptionOptions): void;
  /** Replaces the faults from now on. @throws Error when out of range. */
  setFaults(faults: FaultSettings): void;
  /** Holds the next request to publish to a topic, whatever its project. */
  holdPublish(topicId: string, moment?: Moment): Hold;
  /** By topic name, summed over its subscriptions. */
  counters(): Record<string, TopicCounters>;
  /** Drops the messages that wait, as `gcloud pubsub subscriptions seek` to now does. */
  purge(): void;
  /** Begins no further delivery; those under way go on. */
  halt(): void;
  /** Halts and frees the port. */
  stop(): Promise<void>;
}

const NO_DELIVERIES: DeliveryCounters = {
  delivered: 0,
  redelivered: 0,
  failed: 0,
  dropped: 0,
  inFlight: 0,
  waiting: 0,
};

function sum(counters: DeliveryCounters[]): DeliveryCounters {
  return counters.reduce(
    (total, one) => ({
      delivered: total.delivered + one.delivered,
      redelivered: total.redelivered + one.redelivered,
      failed: total.failed + one.failed,
      dropped: total.dropped + one.dropped,
      inFlight: total.inFlight + one.inFlight,
      waiting: total.waiting + one.waiting,
    }),
    NO_DELIVERIES,
  );
}

/**
 * An in-memory Pub/Sub: any Google client publishes over gRPC, subscribers in this process are pushed to, at least
 * once. As on Google Cloud, publishing to a topic that nobody created answers NOT_FOUND. There is no Subscriber
 * service: programs outside can't pull.
 * @throws Error when the port is taken.
 */
export async function startPubsub(options: EmbeddedPubsubOptions): Promise<EmbeddedPubsub> {
  const { port = 0, host = '127.0.0.1', clock = systemClock, backoff = GOOGLE_BACKOFF, log } = options;
  const faults = new Faults(options.faults);
  const topics = new Topics();
  const publications = new Holds<Message>();
  const queues = () => topics.all().flatMap((topic) => [...topic.subscriptions.values()]);
  // Ids begin at the time, so that they differ from those of an earlier run.
  let lastMessageId = BigInt(clock.now().getTime()) * 1_000n;

  const publish = (request: PublishRequest): string[] => {
    const topic = topics.get(request.topic);
    return request.messages.map((content) => {
      const messageId = String((lastMessageId += 1n));
      const message: PubsubMessage = { ...content, topic: topic.name, messageId, publishTime: clock.now() };
      topic.published += 1;
      topic.subscriptions.forEach((queue) => queue.add(message));
      return messageId;
    });
  };

  const halt = () => queues().forEach((queue) => queue.halt());

  const server = await startGrpcServer({
    name: 'Pub/Sub',
    host,
    port,
    service: publisherService,
    handlers: publisherHandlers(topics, publish, publications),
  });
  return {
    host: server.host,
    setFaults: (settings) => faults.set(settings),
    holdPublish: (topicId, moment) =>
      publications.next(({ topic }) => String(topic).endsWith(`/topics/${topicId}`), moment),
    counters: () =>
      Object.fromEntries(
        topics
          .all()
          .map(({ name, published, subscriptions }) => [
            name,
            { published, ...sum([...subscriptions.values()].map((queue) => queue.counters())) },
          ]),
      ),
    purge: () => queues().forEach((queue) => queue.purge()),
    isIdle: (idleOptions) => queues().every((queue) => queue.isIdle(idleOptions)),
    idle: (idleOptions) => allIdle(queues, idleOptions),
    halt,
    stop: () => {
      halt();
      return server.stop();
    },
    subscribe: ({ name, project, topicId, retry, concurrency, deliver }) => {
      const { subscriptions } = topics.getOrCreate(topicName(project, topicId));
      if (subscriptions.has(name)) throw new Error(`Topic ${topicId} has a subscription ${name} already.`);
      subscriptions.set(
        name,
        new DeliveryQueue<PubsubMessage>({
          deliver,
          concurrency,
          maximumAttempts: retry ? Infinity : 1,
          backoff,
          faults,
          onFailure: (error, { item, attempt, retriedInMs }) =>
            log.warn('Pub/Sub delivery failed', {
              subscription: name,
              messageId: item.messageId,
              attempt,
              retriedInMs,
              error: error instanceof Error ? error.message : String(error),
            }),
        }),
      );
    },
  };
}
