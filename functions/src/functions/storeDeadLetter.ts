import { onMessagePublished } from 'firebase-functions/v2/pubsub';
import { TOPICS } from '../pipeline/topics';
import { loadContext } from './loadContext';
import { deliveryOf } from './delivery';
import { eventOptions } from './options';

/** Keeps a message that failed for good, so that it can be looked at, replayed or discarded. */
export const storeDeadLetter = onMessagePublished(
  { ...eventOptions, topic: TOPICS.deadLetter },
  async (event) => {
    const { receiveDeadLetter } = await import('../pipeline/deadLetter');
    await receiveDeadLetter(await loadContext(), deliveryOf(TOPICS.deadLetter, event));
  },
);
