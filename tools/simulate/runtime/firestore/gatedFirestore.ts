import { Readable } from 'node:stream';
import { status } from '@grpc/grpc-js';
import type { Firestore } from 'firebase-admin/firestore';
import type { Faults } from '../faults';
import type { Random } from '../random';
import type { Gate } from '../gate';
import { collected } from '../../../emulators/firestore/memoryClient';
import { withoutRetryHint } from '../../../emulators/firestore/transactions';
import { subjectOf } from './requests';
import type { Store, StoredWrite } from './store';

/** What a client is told of a request, whether or not it took effect. */
const FAILURES = [status.ABORTED, status.UNAVAILABLE, status.DEADLINE_EXCEEDED] as const;

interface GatedFirestoreOptions {
  store: Store;
  gate: Gate;
  random: Random;
  faults: Faults;
  onCommit: (writes: StoredWrite[]) => void;
}

type Request = Record<string, unknown>;

/**
 * Google's client library on the seed's database, with a gate in front of every request. It stands where the library hands
 * requests to gRPC, so the library's own retries (of transactions, with back-off) are part of what is tried.
 */
export function openGatedFirestore({
  store,
  gate,
  random,
  faults,
  onCommit,
}: GatedFirestoreOptions): Firestore {
  const { client, transactions } = store;
  const before = () => (faults.strikes('firestoreBefore') ? remote(random.pick(FAILURES)) : undefined);
  const beforeCommit = (request: Request) => () =>
    store.isTooLarge(request) && faults.strikes('commitTooLarge') ? tooLarge() : before();
  const after = () => (faults.strikes('firestoreAfter') ? remote(random.pick(FAILURES)) : undefined);

  const streams: Record<
    'batchGetDocuments' | 'runQuery' | 'runAggregationQuery',
    (request: Request) => Promise<object>
  > = {
    batchGetDocuments: async (request: Request) => {
      await transactions.assertAlive(request);
      const all = await collected(client.batchGetDocuments(request));
      transactions.note(request, all);
      // As much of a stream as the client library needs to read documents: a seed reads many, and streams are slow.
      return { resume: () => undefined, [Symbol.asyncIterator]: () => all.values() };
    },
    runQuery: async (request: Request) => {
      const { transaction, newTransaction } = request;
      if (transaction === undefined && newTransaction === undefined) return client.runQuery(request);
      await transactions.assertAlive(request);
      const all = await collected(client.runQuery(request));
      transactions.note(request, all);
      return Readable.from(all);
    },
    runAggregationQuery: (request: Request) => Promise.resolve(client.runAggregationQuery(request)),
  };
  const calls = {
    beginTransaction: async (request: Request) => {
      const answer = await client.beginTransaction(request);
      transactions.note(request, [answer[0]]);
      return answer;
    },
    commit: async (request: Request) => {
      await transactions.assertCommits(request);
      return store.commit(request, onCommit);
    },
  };

  const firestore = store.openFirestore();
  // Methods of @google-cloud/firestore that its own types declare as internal.
  Reflect.set(
    firestore,
    'requestStream',
    (method: keyof typeof streams, _duplex: boolean, request: Request) =>
      gate.pass(`${method} ${subjectOf(request)}`, () => streams[method](withoutRetryHint(request)), {
        before,
      }),
  );
  Reflect.set(firestore, 'request', async (method: keyof typeof calls | 'rollback', request: Request) => {
    // The library doesn't wait for a roll-back, and nothing depends on it.
    if (method === 'rollback') return gate.isDead() ? undefined : (await client.rollback(request))[0];
    const errors = method === 'commit' ? { before: beforeCommit(request), after } : { before };
    return gate.pass(
      `${method} ${subjectOf(request)}`,
      async () => (await calls[method](request))[0],
      errors,
    );
  });
  return firestore;
}

/** A gRPC status as Google's client throws it. */
function remote(code: status): Error {
  return Object.assign(new Error(`${code} ${status[code]}`), { code });
}

/** As Firestore refuses a commit whose documents and index entries come to more than 10 MiB. */
function tooLarge(): Error {
  const details = 'Transaction too big. Decrease transaction size.';
  return Object.assign(new Error(`${status.INVALID_ARGUMENT} INVALID_ARGUMENT: ${details}`), {
    code: status.INVALID_ARGUMENT,
  });
}
