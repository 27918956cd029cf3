import type { Mutant, Patch } from './mutant';

const RUNNER = 'pipeline/runner.ts';
const RUN_STATE = 'pipeline/runState.ts';
const CHANGE_WRITER = 'firestore/packedIndex/changeWriter.ts';
const COMMIT = 'firestore/packedIndex/commit.ts';

/** Gives the index a commit of its own, which is for the caller to call. */
const indexApart: Patch = {
  file: COMMIT,
  find: '      for (const { reference, data } of shards) transaction.set(reference, data);\n      await before;\n    });',
  replace:
    '      await before;\n    });\n  const commitIndex = () =>\n    database.transaction(async (transaction) => {\n      await fence(transaction);\n      for (const { reference, data } of shards) transaction.set(reference, data);\n    });',
};

/** Bugs in how deliveries, leases and commits work together. */
export const protocolMutants: readonly Mutant[] = [
  {
    name: 'checkpoint before write',
    description: 'hands over to the next stage before what is pending has been committed',
    patches: [
      { file: RUNNER, find: '    await work.flush();\n', replace: '' },
      {
        file: RUNNER,
        find: 'const counts = work.counts(performance.now() - started);',
        replace: 'await work.flush();\n  const counts = work.counts(performance.now() - started);',
      },
    ],
  },
  {
    name: 'swallowed publish error',
    description: 'takes a message that Pub/Sub refused for published',
    patches: [
      {
        file: RUNNER,
        find: '    progress,\n  });\n  const counts',
        replace: '    progress,\n  }).catch(() => undefined);\n  const counts',
      },
    ],
  },
  {
    name: 'status set early',
    description: 'moves lastSyncAt when the run begins',
    patches: [
      {
        file: RUN_STATE,
        find: 'lastAttemptAt: run.startedAt,',
        replace: 'lastAttemptAt: run.startedAt, lastSyncAt: run.startedAt,',
      },
    ],
  },
  {
    name: 'lease without expiry',
    description: 'a run that died keeps its tenant for ever',
    patches: [
      { file: RUN_STATE, find: 'lease !== null && lease.expiresAt > now', replace: 'lease !== null' },
    ],
  },
  {
    name: 'no lease at all',
    description: 'a second run takes the tenant from one that is at work',
    patches: [{ file: RUN_STATE, find: 'lease !== null && lease.expiresAt > now', replace: 'false' }],
  },
  {
    name: 'zombie commit accepted',
    description: 'commits without looking whether another delivery has taken over',
    patches: [
      {
        file: RUN_STATE,
        find: 'async fence(transaction: MeteredTransaction, run: ActiveRun): Promise<void> {\n    await this.readOwn(transaction, run);',
        replace:
          'async fence(transaction: MeteredTransaction, run: ActiveRun): Promise<void> {\n    await transaction.get(this.reference(run));',
      },
    ],
  },
  {
    name: 'zombie end accepted',
    description: 'ends a run that another delivery, or another run, has taken over',
    patches: [
      {
        file: RUN_STATE,
        find: 'await this.readOwn(transaction, run);\n      const ownWrites',
        replace: 'await transaction.get(this.reference(run));\n      const ownWrites',
      },
    ],
  },
  {
    name: 'past step done again',
    description: 'a late duplicate of a step takes the run back to it',
    patches: [{ file: RUN_STATE, find: "if (lease.step > step) return 'step_past';", replace: 'void step;' }],
  },
  {
    name: 'finished run begun again',
    description: 'a late duplicate of the first message starts the same run anew',
    patches: [
      {
        file: RUN_STATE,
        find: "return earlier.exists ? 'run_finished' : null;",
        replace: 'return earlier.exists ? null : null;',
      },
    ],
  },
  {
    name: 'data before index',
    description: 'commits the documents, then the index',
    patches: [
      indexApart,
      {
        file: COMMIT,
        find: '  try {\n    await commit((key) => known.has(key));',
        replace: '  try {\n    await commit((key) => known.has(key));\n    await commitIndex();',
      },
    ],
  },
  {
    name: 'index before data',
    description: 'commits the index, then the documents',
    patches: [
      indexApart,
      {
        file: COMMIT,
        find: '  try {\n    await commit((key) => known.has(key));',
        replace: '  try {\n    await commitIndex();\n    await commit((key) => known.has(key));',
      },
    ],
  },
  {
    name: 'commits overtake each other',
    description:
      'commits to an index shard without waiting for the commit before, which its content includes',
    patches: [
      {
        file: COMMIT,
        find: 'transaction.set(reference, data);\n      await before;',
        replace: 'transaction.set(reference, data);\n      void before;',
      },
    ],
  },
  {
    name: 'continuation without progress',
    description:
      'continues a stage that has used up its time although it got no further (found by the simulator)',
    patches: [
      {
        file: 'pipeline/stages/spending.ts',
        find: 'if (changed === changedAtLastYield) continue;',
        replace: 'void changedAtLastYield;',
      },
    ],
  },
  {
    name: 'pause ignored',
    description: 'syncs a tenant that is paused',
    patches: [
      {
        file: RUNNER,
        find: "return !(tenant instanceof ConfigError) && tenant.status === 'paused';",
        replace: 'return false;',
      },
    ],
  },
  {
    name: 'dry run writes',
    description: 'commits in a dry run what it should only count',
    patches: [
      {
        file: CHANGE_WRITER,
        find: 'if (this.options.preview !== null) {',
        replace: 'if (this.options.preview === undefined) {',
      },
    ],
  },
  {
    name: 'counts incremented',
    description: "adds up each delivery's counts instead of reading what was committed",
    patches: [
      {
        file: 'pipeline/runEffects.ts',
        find: 'if (run.dryRun) return progress.stages;',
        replace: 'if (run.runId !== "") return progress.stages;',
      },
    ],
  },
  {
    name: 'counts of a dead run lost',
    description: 'records of a run that died only what its last message knew',
    patches: [
      {
        file: 'pipeline/abandonedRun.ts',
        find: '{ ...progress, stages },',
        replace: '{ ...progress, stages: stages && progress.stages },',
      },
    ],
  },
  {
    name: 'overtaken attempt hands over',
    description:
      'goes on with what an attempt says that another has taken over from (found by the simulator)',
    patches: [
      {
        file: RUN_STATE,
        find: "return isKnown && handsOver !== previousAttempt ? 'superseded' : null;",
        replace: 'return isKnown ? null : null;',
      },
    ],
  },
  {
    name: 'run recorded at every step',
    description: 'writes the record of a run at each step, where the status and the messages hold it',
    patches: [
      { file: RUN_STATE, find: 'if (known?.stage === stage) this', replace: 'if (known !== null) this' },
    ],
  },
];
