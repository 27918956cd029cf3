import type { Topic } from '@google-cloud/pubsub';
import { lazily } from '../lazily';
import type { Limits } from '../limits';
import { TransientError } from '../ports/errors';
import type { Publisher } from '../ports/publisher';

/** Publishes through Cloud Pub/Sub, or its emulator where `PUBSUB_EMULATOR_HOST` is set. Topics are kept: a new one costs 0.4 ms a message. */
export function createPubsubPublisher({ messages, milliseconds }: Limits['publish']): Publisher {
  const batching = { maxMessages: messages, maxMilliseconds: milliseconds };
  const topics = new Map<string, Topic>();
  const topicNamed = async (name: string): Promise<Topic> => {
    const pubsub = await client();
    const topic = topics.get(name) ?? pubsub.topic(name, { batching });
    topics.set(name, topic);
    return topic;
  };

  return {
    async publish(topic, message, attributes = {}) {
      try {
        await (await topicNamed(topic)).publishMessage({ json: message, attributes });
      } catch (cause) {
        throw new TransientError(
          'publish_failed',
          `Pub/Sub didn't accept a message for ${topic}. If this keeps happening, check that the topic exists and that the functions' service account may publish to it.`,
          { cause },
        );
      }
    },
  };
}

/** One client a process: it takes longer to load than everything else together. */
const client = lazily(async () => {
  const { PubSub } = await import('@google-cloud/pubsub');
  return new PubSub();
});
