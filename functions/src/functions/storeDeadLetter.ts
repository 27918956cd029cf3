import { onMessagePublished } from 'firebase-functions/v2/pubsub';
import { TOPICS } from '../sync/run/topics';
import { inSpan } from '../platform/tracing/spans';
import { loadContext } from './context';
import { deliveryOf } from './delivery';
import { lazily } from '../platform/lazily';
import { eventOptions } from './options';

const deadLetters = lazily(() => import('../sync/start/deadLetter'));

/** Keeps a message that failed for good, so that it can be looked at, replayed or discarded. */
export const storeDeadLetter = onMessagePublished(
  { ...eventOptions, topic: TOPICS.deadLetter },
  async (event) => {
    const { receiveDeadLetter } = await deadLetters();
    const topic = TOPICS.deadLetter;
    await inSpan(await loadContext(), { topic, message: event.data.message }, (traced) =>
      receiveDeadLetter(traced, deliveryOf(topic, event)),
    );
  },
);
