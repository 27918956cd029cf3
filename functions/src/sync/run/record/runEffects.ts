import { z } from 'zod';
import type { Database } from '../../../platform/firestore/database';
import { type StreamName, syncIndexDocument } from '../../../documents/syncIndex';
import { paths } from '../../../documents/paths';
import type { RunProgress } from '../../../documents/runProgress';
import type { StageName } from '../../../documents/stageNames';
import { emptyCounts } from '../progress';
import type { ActiveRun } from '../state/activeRun';

const stageOfStream: Record<StreamName, StageName> = {
  customers: 'customers',
  orders: 'orders',
  spending: 'spending',
  items: 'products',
};

const { stream, run } = syncIndexDocument.strict.shape;
const shardEffects = z.object({ stream, run: run.unwrap() });

/**
 * A run's stages with the effects that it really committed. Each index shard holds those of the last run that touched it,
 * written in the same commit as the data, so that a delivery that died after a commit is counted too, and never twice.
 * A dry run commits nothing; its stages keep what they counted. One read a touched shard, at least one.
 *
 * @param reader Reads within a transaction where the run may still be committing.
 */
export async function committedEffects(
  database: Database,
  run: Pick<ActiveRun, 'orgId' | 'runId' | 'options'>,
  progress: RunProgress,
  reader: Pick<Database, 'query'> = database,
): Promise<RunProgress['stages']> {
  if (run.options.dryRun) return progress.stages;
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
