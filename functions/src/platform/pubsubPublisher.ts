import type { PubSub, Topic } from '@google-cloud/pubsub';
import { TransientError } from './errors';
import type { Publisher } from './publisher';

/** Messages a request, and how long the first of them waits for others, in milliseconds. */
const BATCHING = { maxMessages: 500, maxMilliseconds: 10 };

/** Publishes through Cloud Pub/Sub, or its emulator where `PUBSUB_EMULATOR_HOST` is set. Topics are kept: a new one costs 0.4 ms a message. */
export function createPubsubPublisher(): Publisher {
  const topics = new Map<string, Promise<Topic>>();
  const topicNamed = (name: string): Promise<Topic> => {
    let topic = topics.get(name);
    if (topic === undefined) {
      topic = client().then((pubsub) => pubsub.topic(name, { batching: BATCHING }));
      topics.set(name, topic);
    }
    return topic;
  };

  return {
    async publish(topic, message, attributes = {}) {
      try {
        await (await topicNamed(topic)).publishMessage({ json: message, attributes });
      } catch (cause) {
        throw new TransientError(
          'publish_failed',
          `Pub/Sub did not take a message for ${topic}: if this goes on, check that the topic exists and that the functions' service account may publish to it.`,
          { cause },
        );
      }
    },
  };
}

let shared: Promise<PubSub> | undefined;

/** One client a process, loaded when it is first used: it takes longer to load than everything else together. */
function client() {
  shared ??= import('@google-cloud/pubsub').then((pubsub) => new pubsub.PubSub());
  return shared;
}
