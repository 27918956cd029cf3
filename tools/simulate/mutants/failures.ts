import type { Mutant } from './mutant';

const SETTLE = 'sync/run/settle.ts';

/** Bugs in what becomes of failures. */
export const failureMutants: readonly Mutant[] = [
  {
    name: 'passing failure acknowledged',
    description: 'acknowledges a delivery that failed for a passing reason',
    patches: [{ file: SETTLE, find: 'throw outcome.failure;', replace: 'return outcome;' }],
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
        file: 'sync/start/deadLetter.ts',
        find: 'const reference = deadLetterReference(database, id);',
        replace: "const reference = database.collection('dead_letters').doc();",
      },
    ],
  },
  {
    name: 'replayed letter left open',
    description: 'publishes the message of a dead letter and does not note it',
    patches: [
      {
        file: 'sync/start/replay.ts',
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
        file: 'sync/start/replay.ts',
        find: 'await requestRun(context, database, tenant, {',
        replace: 'void requestRun;\n    void ({ tenant,',
      },
    ],
  },
  {
    name: 'replay without its options',
    description: 'replays a run of a part, a dry or a full one as a usual one',
    patches: [
      {
        file: 'sync/start/replay.ts',
        find: 'const options = runOptions.parse(known.data);',
        replace: 'const options = runOptions.parse({});',
      },
    ],
  },
  {
    name: 'fatal message repeated forever',
    description: 'tries again and again what every instance dies of (memory, time)',
    patches: [
      {
        file: 'sync/run/runner.ts',
        find: 'if (run.lastAttemptDied && age',
        replace: 'if (!run && age',
      },
    ],
  },
  {
    name: 'passing failure taken for a fault',
    description: "does not know Google's UNAVAILABLE for one that passes",
    patches: [{ file: 'platform/firestore/failure.ts', find: '    GrpcStatus.UNAVAILABLE,\n', replace: '' }],
  },
  {
    name: 'outage taken for an empty answer',
    description: 'turns a broken answer of the POS into one without rows',
    patches: [
      {
        file: 'alleaves/client/alleavesClient.ts',
        find: "unwrapRows(stream, body, label, sensitive) ?? (emptyAs === 'failure' ? null : []),",
        replace:
          '{\n              try {\n                return unwrapRows(stream, body, label, sensitive);\n              } catch {\n                return [];\n              }\n            },',
      },
    ],
  },
  {
    name: 'error in an answer taken for no rows',
    description: 'does not look whether an answer under 200 says that the request has failed',
    patches: [
      {
        file: 'alleaves/client/answer/envelope.ts',
        find: '    assertNoStatedError(envelope, (rows ?? []).length > 0);',
        replace: '    void envelope;',
      },
    ],
  },
  {
    name: 'expired token kept',
    description: 'does not log in again when the POS refuses a token',
    patches: [
      {
        file: 'alleaves/client/session.ts',
        find: 'return this.#current ? Promise.resolve(this.#current) : this.#sharedLogin(true);',
        replace: 'return Promise.resolve(refused);',
      },
      {
        file: 'alleaves/client/session.ts',
        find: '    this.#drop(refused);\n    return',
        replace: '    return',
      },
      { file: 'alleaves/client/session.ts', find: '    this.#drop(second);\n', replace: '' },
    ],
  },
  {
    name: 'personal data in the log',
    description: 'names the spending key, which can be an address, in a log line',
    patches: [
      {
        file: 'segments/recomputeSegment.ts',
        find: "if (key.kind === 'email') return;",
        replace:
          "if (key.kind === 'email') {\n    context.log.info('email key skipped', { email: key.email });\n    return;\n  }",
      },
    ],
  },
];
