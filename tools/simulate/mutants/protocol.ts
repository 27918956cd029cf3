import type { Mutant, Patch } from './mutant';

const RUNNER = 'sync/run/runner.ts';
const WORK = 'sync/run/workOnStage.ts';
const VERDICT = 'sync/run/state/verdict.ts';
const BEGIN_STEP = 'sync/run/state/beginStep.ts';
const CHANGE_WRITER = 'packedIndex/changeWriter.ts';
const COMMIT = 'packedIndex/commit.ts';

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
      { file: WORK, find: '    await open.flush();\n', replace: '' },
      {
        file: WORK,
        find: "      return { kind: 'handed_over',",
        replace: "      await open.flush();\n      return { kind: 'handed_over',",
      },
    ],
  },
  {
    name: 'swallowed publish error',
    description: 'takes a message that Pub/Sub refused for published',
    patches: [
      {
        file: WORK,
        find: '    progress,\n  });',
        replace: '    progress,\n  }).catch(() => undefined);',
      },
    ],
  },
  {
    name: 'status set early',
    description: 'moves lastSyncAt when the run begins',
    patches: [
      {
        file: BEGIN_STEP,
        find: 'lastAttemptAt: startedAt,',
        replace: 'lastAttemptAt: startedAt, lastSyncAt: startedAt,',
      },
    ],
  },
  {
    name: 'lease without expiry',
    description: 'a run that died keeps its tenant forever',
    patches: [{ file: VERDICT, find: 'lease !== null && lease.expiresAt > now', replace: 'lease !== null' }],
  },
  {
    name: 'lease shorter than back-off',
    description: 'gives a run up while its message waits for a free instance',
    patches: [
      {
        file: 'platform/settings.ts',
        find: 'leaseMilliseconds: 40 * 60_000',
        replace: 'leaseMilliseconds: 20 * 60_000',
      },
    ],
  },
  {
    name: 'commit never halved',
    description: 'fails for good when Firestore says that a commit is too large',
    patches: [
      {
        file: CHANGE_WRITER,
        find: 'if (!isCommitTooLarge(error) || changes.size < 2) throw refusedCommit(error, changes);',
        replace: 'if (changes.size >= 0) throw refusedCommit(error, changes);',
      },
    ],
  },
  {
    name: 'second half said with the first',
    description: 'halves a commit and writes the index of both halves with the first',
    patches: [{ file: CHANGE_WRITER, find: 'shards: earlier, changes: first', replace: 'changes: first' }],
  },
  {
    name: 'no lease at all',
    description: 'a second run takes the tenant from one that is at work',
    patches: [{ file: VERDICT, find: 'lease !== null && lease.expiresAt > now', replace: 'false' }],
  },
  {
    name: 'zombie commit accepted',
    description: 'commits without looking whether another delivery has taken over',
    patches: [
      {
        file: WORK,
        find: 'fence: (transaction) => assertHeld(attempt, transaction, run),',
        replace:
          'fence: async (transaction) => void (await transaction.get(database.document(`tenants/${run.orgId}/sync_status/pos`))),',
      },
    ],
  },
  {
    name: 'zombie end accepted',
    description: 'ends a run that another delivery, or another run, has taken over',
    patches: [
      {
        file: 'sync/run/state/endRun.ts',
        find: 'await assertHeld(store, transaction, run);',
        replace: 'await transaction.get(statusReference(store, run.orgId));',
      },
    ],
  },
  {
    name: 'past step done again',
    description: 'a late duplicate of a step takes the run back to it',
    patches: [{ file: VERDICT, find: "if (lease.step > step) return ignore('step_past');", replace: '' }],
  },
  {
    name: 'finished run begun again',
    description: 'a late duplicate of the first message starts the same run again',
    patches: [
      {
        file: BEGIN_STEP,
        find: "if (earlier.exists) return { ignored: 'run_finished' };",
        replace: 'void earlier;',
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
        file: 'sync/stages/spending.ts',
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
        file: 'sync/run/record/runEffects.ts',
        find: 'if (run.options.dryRun) return progress.stages;',
        replace: 'if (run.runId !== "") return progress.stages;',
      },
    ],
  },
  {
    name: 'counts of a dead run lost',
    description: 'records of a run that died only what its last message knew',
    patches: [
      {
        file: 'sync/run/record/abandonedRun.ts',
        find: 'progress: { ...progress, stages } }',
        replace: 'progress: { ...progress, stages: stages && progress.stages } }',
      },
    ],
  },
  {
    name: 'overtaken attempt hands over',
    description:
      'goes on with what an attempt says that another has taken over from (found by the simulator)',
    patches: [
      {
        file: VERDICT,
        find: "return isKnown && handsOver !== previousAttempt ? ignore('superseded')",
        replace: "return isKnown && handsOver === null ? ignore('superseded')",
      },
    ],
  },
  {
    name: 'run recorded at every step',
    description: 'writes the record of a run at each step, where the status and the messages hold it',
    patches: [
      {
        file: BEGIN_STEP,
        find: 'if (own !== null && status.run?.stage === stage)',
        replace: 'if (own !== null)',
      },
    ],
  },
];
