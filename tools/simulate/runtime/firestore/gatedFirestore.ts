import type { Readable } from 'node:stream';
import { status } from '@grpc/grpc-js';
import type { Firestore } from 'firebase-admin/firestore';
import type { Faults } from '../faults';
import type { Random } from '../random';
import type { Gate } from '../gate';
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
  const { client } = store;
  const before = () => (faults.strikes('firestoreBefore') ? remote(random.pick(FAILURES)) : undefined);
  const beforeCommit = (request: Request) => () =>
    store.isTooLarge(request) && faults.strikes('commitTooLarge') ? tooLarge() : before();
  const after = () => (faults.strikes('firestoreAfter') ? remote(random.pick(FAILURES)) : undefined);

  const streams = {
    batchGetDocuments: (request: Request) => collected(client.batchGetDocuments(request)),
    runQuery: (request: Request) => Promise.resolve(client.runQuery(request)),
    runAggregationQuery: (request: Request) => Promise.resolve(client.runAggregationQuery(request)),
  };
  const calls = {
    beginTransaction: (request: Request) => client.beginTransaction(request),
    commit: (request: Request) => store.commit(request, onCommit),
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

/** A whole answer, as much of a stream as the client library needs to read documents: a seed reads many, and streams are slow. */
function collected(responses: Readable): Promise<object> {
  const all: unknown[] = [];
  responses.on('data', (response) => all.push(response));
  return new Promise((resolve, reject) => {
    responses.on('error', reject);
    responses.on('end', () =>
      resolve({ resume: () => undefined, [Symbol.asyncIterator]: () => all.values() }),
    );
  });
}

/**
 * Without the hint that a transaction repeats another: the in-memory database takes hints to aborted transactions only,
 * while Google also takes those to one that was rolled back, or of which the client doesn't know that it was committed.
 */
function withoutRetryHint(request: Request): Request {
  return request['newTransaction'] === undefined
    ? request
    : { ...request, newTransaction: { readWrite: {} } };
}
