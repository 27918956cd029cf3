import type { Change } from './change';

/** Counts of committed effects. */
export interface Effects {
  added: number;
  updated: number;
  deleted: number;
}

/** Effects of one run on one shard, stored with the shard in the same commit, so that they are counted exactly once. */
export interface ShardEffects extends Effects {
  runId: string;
}

/** What changes come to. @param known Keys that the index had before. */
export function countEffects<Entry>(
  changes: ReadonlyMap<string, Change<Entry>>,
  known: ReadonlySet<string>,
): Effects {
  const effects: Effects = { added: 0, updated: 0, deleted: 0 };
  for (const [key, { record }] of changes) {
    if (record === undefined || record.write.kind === 'none') continue;
    if (record.entry === null) effects.deleted += 1;
    else if (known.has(key)) effects.updated += 1;
    else effects.added += 1;
  }
  return effects;
}

/** A shard's effects of one run; those of an earlier run no longer matter. */
export function sumEffects(before: ShardEffects | null, runId: string, effects: Effects): ShardEffects {
  const base = before?.runId === runId ? before : { added: 0, updated: 0, deleted: 0 };
  return {
    runId,
    added: base.added + effects.added,
    updated: base.updated + effects.updated,
    deleted: base.deleted + effects.deleted,
  };
}
