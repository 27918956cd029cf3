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

/** Pub/Sub in memory: every topic has one subscriber, the function of its name. */
export class PubSub {
  readonly published: Message[] = [];
  private readonly deliveries: Deliveries<Message>;

  constructor(
    private readonly dependencies: DeliveryDependencies<Message>,
    private readonly now: () => Date,
  ) {
    this.deliveries = new Deliveries(dependencies);
  }

  get pending(): number {
    return this.deliveries.pending;
  }

  publish(topic: string, text: string): Message {
    const id = String(1000 + this.published.length);
    const fatal = LARGE_WORK.has(topic) && this.dependencies.faults.strikes('fatalMessage');
    const message = { id, topic, text, publishedAt: this.now(), fatal };
    this.published.push(message);
    this.deliveries.add(message, `${topic}#${message.id}`);
    return message;
  }
}
