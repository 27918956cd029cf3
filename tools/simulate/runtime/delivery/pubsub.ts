import type { Receiver, Wiring } from '../wiring';
import { Deliveries, type DeliveryDependencies } from './deliveries';

/** A message as Pub/Sub keeps it. */
export interface Message {
  id: string;
  topic: string;
  /** JSON, or what somebody else has sent. */
  text: string;
  publishedAt: Date;
  /** Whether what it asks for is more than any instance survives. */
  fatal: boolean;
}

/** The stages that hold a tenant's index in memory. */
const LARGE_WORK: ReadonlySet<string> = new Set([
  'pos-sync-tenant',
  'pos-sync-orders',
  'pos-sync-spending',
  'pos-sync-products',
]);

/** A message on its way to a function that subscribes to its topic. */
export interface Delivery {
  message: Message;
  receiver: Receiver;
}

/** Pub/Sub in memory: each function that subscribes to a topic gets its messages. */
export class PubSub {
  readonly published: Message[] = [];
  private readonly deliveries: Deliveries<Delivery>;

  constructor(
    private readonly wiring: Wiring,
    private readonly dependencies: DeliveryDependencies<Delivery>,
    private readonly now: () => Date,
  ) {
    this.deliveries = new Deliveries(dependencies);
  }

  get pending(): number {
    return this.deliveries.pending;
  }

  /** See {@link Deliveries.dropped}. */
  get dropped(): readonly string[] {
    return this.deliveries.dropped;
  }

  /** Whether there is such a topic: one comes into being with the function that subscribes to it. */
  has(topic: string): boolean {
    return this.wiring.subscribersOf(topic).length > 0;
  }

  publish(topic: string, text: string): Message {
    const id = String(1000 + this.published.length);
    const fatal = LARGE_WORK.has(topic) && this.dependencies.faults.strikes('fatalMessage');
    const message = { id, topic, text, publishedAt: this.now(), fatal };
    this.published.push(message);
    for (const receiver of this.wiring.subscribersOf(topic))
      this.deliveries.add({ message, receiver }, `${topic}#${message.id}`, receiver.retry);
    return message;
  }
}
