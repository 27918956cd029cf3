import { classify } from '../../platform/failure';
import { Database } from '../../platform/firestore/database';
import type { Context } from '../../platform/ports/context';
import type { Stage } from '../stages/stage';
import type { Delivery } from './message';
import type { MemoryBudget } from './memoryBudget';
import type { Known, Outcome } from './outcome';
import { SupersededError } from './state/lease';
import type { RunStore } from './state/runStore';

/** One attempt at a delivery, with what it works with. */
export interface Attempt extends RunStore {
  readonly context: Context;
  readonly stage: Stage;
  readonly delivery: Delivery;
  readonly memory: MemoryBudget;
}

export function openAttempt(
  context: Context,
  stage: Stage,
  delivery: Delivery,
  memory: MemoryBudget,
): Attempt {
  const { clock, settings, firestore } = context;
  return { context, stage, delivery, memory, clock, settings, database: new Database(firestore) };
}

/** What comes of work that can fail. @param known What is known by then. */
export async function outcomeOf(known: () => Known, work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    const { message, begun } = known();
    if (error instanceof SupersededError && begun !== null)
      return { kind: 'ignored', step: begun.run, because: 'superseded' };
    return { kind: 'failed', failure: classify(error), message, begun };
  }
}
