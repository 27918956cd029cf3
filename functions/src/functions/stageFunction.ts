import { onMessagePublished } from 'firebase-functions/v2/pubsub';
import { type StageName, TOPICS } from '../pipeline/topics';
import { loadContext } from './loadContext';
import { deliveryOf } from './delivery';
import { stageOptions } from './options';

/** The function of one stage: triggered by the stage's topic, run by the shared runner. */
export function stageFunction(stage: StageName) {
  const topic = TOPICS[stage];
  return onMessagePublished({ ...stageOptions, topic }, async (event) => {
    const { runStage } = await import('../pipeline/runner');
    const { stages } = await import('../pipeline/stages');
    await runStage(await loadContext(), stages[stage], deliveryOf(topic, event));
  });
}
