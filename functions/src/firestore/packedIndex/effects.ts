import type { Change, ShardEffects } from './shard';

/** Counts of committed effects. */
export interface Effects {
  added: number;
  updated: number;
  deleted: number;
}

/** What changes come to. @param known Whether the index had the key before. */
export function countEffects<Entry>(
  changes: ReadonlyMap<string, Change<Entry>>,
  known: (key: string) => boolean,
): Effects {
  const effects: Effects = { added: 0, updated: 0, deleted: 0 };
  for (const [key, { record }] of changes) {
    if (record === undefined || record.write.kind === 'none') continue;
    if (record.entry === null) effects.deleted += 1;
    else if (known(key)) effects.updated += 1;
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
