import { status } from '@grpc/grpc-js';
import { GrpcError } from '../../servers/grpcHandlers';
import type { DeliveryQueue } from '../delivery/deliveryQueue';
import type { PubsubMessage } from './message';

// Google's rule for topic ids: 3 to 255 of these characters, beginning with a letter, not with `goog`.
const TOPIC_NAME = /^projects\/[^/]+\/topics\/(?!goog)[A-Za-z][\w.~+%-]{2,254}$/;

export interface Topic {
  name: string;
  published: number;
  subscriptions: Map<string, DeliveryQueue<PubsubMessage>>;
}

/** `projects/{project}/topics/{topicId}`. */
export const topicName = (project: string, topicId: string): string =>
  `projects/${project}/topics/${topicId}`;

/** The topics of one server, answering as Pub/Sub does where one is missing, there already or badly named. */
export class Topics {
  private readonly topics = new Map<string, Topic>();

  create(name: string): Topic {
    if (!TOPIC_NAME.test(name)) {
      throw new GrpcError(
        status.INVALID_ARGUMENT,
        `Invalid topic name "${name}": it has the form projects/{project}/topics/{id}; an id has 3 to 255 letters, digits and -._~+%, and begins with a letter.`,
      );
    }
    if (this.topics.has(name)) {
      throw new GrpcError(
        status.ALREADY_EXISTS,
        `Resource already exists in the project (resource=${idOf(name)}).`,
      );
    }
    const topic: Topic = { name, published: 0, subscriptions: new Map() };
    this.topics.set(name, topic);
    return topic;
  }

  get(name: string): Topic {
    const topic = this.topics.get(name);
    if (!topic) throw new GrpcError(status.NOT_FOUND, `Resource not found (resource=${idOf(name)}).`);
    return topic;
  }

  getOrCreate(name: string): Topic {
    return this.topics.get(name) ?? this.create(name);
  }

  delete(name: string): void {
    this.get(name);
    this.topics.delete(name);
  }

  all(): Topic[] {
    return [...this.topics.values()];
  }
}

const idOf = (name: string): string => name.split('/').at(-1) ?? name;
