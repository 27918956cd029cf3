import type { Mutant } from './mutant';

const SETTLE = 'pipeline/settleFailure.ts';

/** Bugs in what becomes of failures. */
export const failureMutants: readonly Mutant[] = [
  {
    name: 'passing failure acknowledged',
    description: 'acknowledges a delivery that failed for a passing reason',
    patches: [{ file: SETTLE, find: '      throw error;\n    }', replace: '      return;\n    }' }],
  },
  {
    name: 'no dead letter',
    description: 'ends a run as failed without keeping its message',
    patches: [
      {
        file: SETTLE,
        find: 'await context.publisher.publish(TOPICS.deadLetter, letter);',
        replace: 'void letter;',
      },
    ],
  },
  {
    name: 'dead letter under a new id',
    description: 'add() instead of an id derived from the message',
    patches: [
      {
        file: 'pipeline/deadLetter.ts',
        find: 'const reference = database.document(`${paths.deadLetters}/${id}`);',
        replace: 'const reference = database.collection(paths.deadLetters).doc();',
      },
    ],
  },
  {
    name: 'replayed letter left open',
    description: 'publishes the message of a dead letter and does not note it',
    patches: [
      {
        file: 'pipeline/replay.ts',
        find: "await close(context, database, id, 'replayed');",
        replace: 'void close;',
      },
    ],
  },
  {
    name: 'replay that publishes nothing',
    description: 'notes that a dead letter was replayed and does not publish its message',
    patches: [
      {
        file: 'pipeline/replay.ts',
        find: 'await requestRun(context, database, tenant, { mode, dryRun, forceMenu, scope,',
        replace: 'void requestRun;\n    void ({ tenant, mode, dryRun, forceMenu, scope,',
      },
    ],
  },
  {
    name: 'replay without its options',
    description: 'replays a run of a part, a dry or a full one as a usual one',
    patches: [
      {
        file: 'pipeline/replay.ts',
        find: 'tenant, { mode, dryRun, forceMenu, scope,',
        replace: 'tenant, { ...(!mode && { mode, dryRun, forceMenu, scope }),',
      },
    ],
  },
  {
    name: 'fatal message repeated for ever',
    description: 'tries again and again what every instance dies of (memory, time)',
    patches: [
      {
        file: 'pipeline/runner.ts',
        find: 'if (run.lastAttemptDied && age',
        replace: 'if (!run && age',
      },
    ],
  },
  {
    name: 'passing failure taken for a fault',
    description: "does not know Google's UNAVAILABLE for one that passes",
    patches: [{ file: 'firestore/failure.ts', find: "  14: 'UNAVAILABLE',\n", replace: '' }],
  },
  {
    name: 'outage taken for an empty answer',
    description: 'turns a broken answer of the POS into one without rows',
    patches: [
      {
        file: 'alleaves/alleavesClient.ts',
        find: 'const rows = unwrapRows(answer.body, label);',
        replace:
          'let rows: unknown[];\n        try {\n          rows = unwrapRows(answer.body, label);\n        } catch {\n          rows = [];\n        }',
      },
    ],
  },
  {
    name: 'expired token kept',
    description: 'does not log in again when the POS refuses a token',
    patches: [
      {
        file: 'alleaves/session.ts',
        find: 'return this.#current ? Promise.resolve(this.#current) : this.#sharedLogin(true);',
        replace: 'return Promise.resolve(refused);',
      },
      { file: 'alleaves/session.ts', find: '    this.#drop(refused);\n    return', replace: '    return' },
      { file: 'alleaves/session.ts', find: '    this.#drop(second);\n', replace: '' },
    ],
  },
  {
    name: 'personal data in the log',
    description: 'names the spending key, which can be an address, in a log line',
    patches: [
      {
        file: 'pipeline/segments.ts',
        find: "if (key.kind === 'email') return;",
        replace:
          "if (key.kind === 'email') {\n    context.log.info('email key skipped', { email: key.email });\n    return;\n  }",
      },
    ],
  },
];
