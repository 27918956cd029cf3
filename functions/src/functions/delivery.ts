import type { MessagePublishedData } from 'firebase-functions/v2/pubsub';
import type { Delivery } from '../sync/run/message';

/** The delivery in a Pub/Sub event. The data stays as received: parsing it is where a bad message is found out. */
export function deliveryOf(
  topic: string,
  event: { id: string; time: string; data: MessagePublishedData },
): Delivery {
  const { message } = event.data;
  return {
    topic,
    messageId: message.messageId || event.id,
    publishedAt: new Date(message.publishTime || event.time),
    data: message.data,
  };
}
