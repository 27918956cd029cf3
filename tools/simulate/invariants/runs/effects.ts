import { type Invariant, type Scene, field } from '../invariant';

const STAGES = ['customers', 'orders', 'spending', 'products'] as const;
const COUNTS = ['added', 'updated', 'deleted'] as const;

/** The counts in a run's record are those of the effects that were really committed. */
export function effects({ runs }: Scene): Invariant {
  return {
    name: 'counts equal committed effects',
    onCommit({ writes }) {
      for (const { orgId, collection, id, after } of writes) {
        if (collection !== 'sync_runs' || orgId === null || after === undefined) continue;
        // A run that is still under way is recorded with what it knows of itself.
        if (after['state'] === 'running') continue;
        const dryRun = after['dryRun'] === true;
        const run = runs.find(orgId, id);
        if (dryRun || run === undefined) continue;
        for (const stage of STAGES) {
          for (const count of COUNTS) {
            const told = Number(field(after, 'stages', stage, count) ?? 0);
            const done = run.effects.get(stage)?.[count] ?? 0;
            if (told !== done)
              return `${orgId} run ${id} tells of ${told} ${stage} ${count}, and there were ${done}`;
          }
        }
      }
      return undefined;
    },
  };
}
