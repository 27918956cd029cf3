import { onMessagePublished } from 'firebase-functions/v2/pubsub';
import type { Context } from '../platform/ports/context';
import type { StageName } from '../documents/stageNames';
import type { MemoryBudget } from '../sync/run/memoryBudget';
import { isLastStage, TOPICS } from '../sync/run/topics';
import { inSpan } from '../platform/tracing/spans';
import { loadContext } from './context';
import { deliveryOf } from './delivery';
import { lazily } from '../platform/lazily';
import { lastStageOptions, stageOptions } from './options';

const runner = lazily(() => import('../sync/run/runner'));
const allStages = lazily(() => import('../sync/stages'));

const memoryBudget = lazily(() => import('../sync/run/memoryBudget'));

/** What the deliveries on an instance share: it is one function's, and has one context. */
const shared = new WeakMap<Context, MemoryBudget>();

async function memoryOf(context: Context): Promise<MemoryBudget> {
  const { createMemoryBudget } = await memoryBudget();
  const known = shared.get(context) ?? createMemoryBudget(context.settings.limits.memory);
  shared.set(context, known);
  return known;
}

/** The function of one stage: triggered by the stage's topic, run by the shared runner. */
export function stageFunction(stage: StageName) {
  const topic = TOPICS[stage];
  const options = isLastStage(stage) ? lastStageOptions : stageOptions;
  return onMessagePublished({ ...options, topic }, async (event) => {
    const [{ runStage }, { stages }, context] = await Promise.all([runner(), allStages(), loadContext()]);
    const memory = await memoryOf(context);
    await inSpan(context, { topic, message: event.data.message }, async (traced) => {
      await runStage(traced, stages[stage], deliveryOf(topic, event), memory);
    });
  });
}
