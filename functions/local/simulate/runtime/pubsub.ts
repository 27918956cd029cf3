import { type Envelope, Deliveries, type DeliveryDependencies } from './deliveries';

/** A message as Pub/Sub keeps it. */
export interface Message {
  id: string;
  topic: string;
  /** JSON, or what somebody else has sent. */
  text: string;
  publishedAt: Date;
}

/** Pub/Sub in memory: every topic has one subscriber, the function of its name. */
export class PubSub {
  readonly published: Message[] = [];
  private readonly deliveries: Deliveries<Message>;

  constructor(
    dependencies: DeliveryDependencies<Message>,
    private readonly now: () => Date,
  ) {
    this.deliveries = new Deliveries(dependencies);
  }

  get pending(): number {
    return this.deliveries.pending;
  }

  publish(topic: string, text: string): Message {
    const message = { id: String(1000 + this.published.length), topic, text, publishedAt: this.now() };
    this.published.push(message);
    this.deliveries.add(message, `${topic}#${message.id}`);
    return message;
  }
}

export type { Envelope };
