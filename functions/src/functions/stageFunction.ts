import { onMessagePublished } from 'firebase-functions/v2/pubsub';
import { type StageName, TOPICS } from '../pipeline/topics';
import { inSpan } from '../platform/spans';
import { loadContext } from './context';
import { deliveryOf } from './delivery';
import { lazily } from './lazily';
import { stageOptions } from './options';

const runner = lazily(() => import('../pipeline/runner'));
const allStages = lazily(() => import('../pipeline/stages'));

/** The function of one stage: triggered by the stage's topic, run by the shared runner. */
export function stageFunction(stage: StageName) {
  const topic = TOPICS[stage];
  return onMessagePublished({ ...stageOptions, topic }, async (event) => {
    const [{ runStage }, { stages }, context] = await Promise.all([runner(), allStages(), loadContext()]);
    await inSpan(context, { topic, message: event.data.message }, (traced) =>
      runStage(traced, stages[stage], deliveryOf(topic, event)),
    );
  });
}
