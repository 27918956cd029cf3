import { z } from 'zod';
import type { Database } from '../firestore/database';
import type { StreamName } from '../firestore/packedIndex/streams';
import { paths } from '../firestore/paths';
import { emptyCounts, type RunProgress } from './progress';
import type { StageName } from './topics';

const stageOfStream: Record<StreamName, StageName> = {
  customers: 'customers',
  orders: 'orders',
  spending: 'spending',
  items: 'products',
};

const shardEffects = z.object({
  stream: z.enum(['customers', 'orders', 'spending', 'items']),
  run: z.object({ added: z.int(), updated: z.int(), deleted: z.int() }),
});

/**
 * A run's stages with the effects that it really committed. Each index shard holds those of the last run that touched it,
 * written in the same commit as the data, so that a delivery that died after a commit is counted too, and never twice.
 * A dry run commits nothing; its stages keep what they counted. One read a touched shard, at least one.
 *
 * @param reader Reads within a transaction where the run may still be committing.
 */
export async function committedEffects(
  database: Database,
  run: { orgId: string; runId: string; dryRun: boolean },
  progress: RunProgress,
  reader: Pick<Database, 'query'> = database,
): Promise<RunProgress['stages']> {
  if (run.dryRun) return progress.stages;
  const query = database
    .collection(paths.syncIndex(run.orgId))
    .where('run.id', '==', run.runId)
    .select('stream', 'run');
  const { docs } = await reader.query(query);

  const stages = structuredClone(progress.stages);
  for (const counts of Object.values(stages)) Object.assign(counts, { added: 0, updated: 0, deleted: 0 });
  for (const document of docs) {
    const { stream, run: effects } = shardEffects.parse(document.data());
    const counts = (stages[stageOfStream[stream]] ??= emptyCounts());
    counts.added += effects.added;
    counts.updated += effects.updated;
    counts.deleted += effects.deleted;
  }
  return stages;
}
