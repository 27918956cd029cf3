import type { Firestore } from 'firebase-admin/firestore';
import { Duplex } from 'node:stream';
import type { Message } from '../../servers/grpcHandlers';
import type { FirestoreAnswers } from './answers';
import { shortenRetries } from './patience';
import { assertRequestSize } from './protocol';

type Unary = (request: Message) => Promise<Message>;
type Stream = (request: Message) => Promise<readonly Message[]>;
type Internal = (method: string, ...rest: unknown[]) => unknown;

/**
 * Answers a client's reads and writes of documents by calls, at the point where the client library hands requests to gRPC. The
 * library still repeats transactions, but nothing repeats single requests. What is rare (listeners, lists of collections) still
 * goes over gRPC.
 */
export function attach(firestore: Firestore, answers: FirestoreAnswers): void {
  shortenRetries();
  const { commits, beginTransaction, rollback, commit, batchWrite } = answers;
  const { batchGetDocuments, runQuery, runAggregationQuery } = answers;
  const heldCommit: Unary = async (request) => {
    assertRequestSize('Commit', request);
    await commits.pass(request, 'before');
    const response = await commit(request);
    await commits.pass(request, 'after');
    return response;
  };
  const boundedWrite: Unary = async (request) => {
    assertRequestSize('BatchWrite', request);
    return batchWrite(request);
  };
  const calls = new Map<string, Unary>(
    Object.entries({ beginTransaction, rollback, batchWrite: boundedWrite, commit: heldCommit }),
  );
  const streams = new Map<string, Stream>(
    Object.entries({ batchGetDocuments, runQuery, runAggregationQuery }),
  );

  replace(firestore, 'request', (original) => (method, ...rest) => {
    const call = calls.get(method);
    return call === undefined ? original(method, ...rest) : call(asMessage(rest[0]));
  });
  replace(firestore, 'requestStream', (original) => async (method, ...rest) => {
    const stream = streams.get(method);
    return stream === undefined ? original(method, ...rest) : streamOf(await stream(asMessage(rest[1])));
  });
}

/** Replaces a method that the library's types declare as internal. */
function replace(firestore: Firestore, name: string, by: (original: Internal) => Internal): void {
  const original: unknown = Reflect.get(firestore, name);
  if (typeof original !== 'function')
    throw new Error(
      `@google-cloud/firestore has changed inside, and has no ${name}: adapt firestore/attach.ts.`,
    );
  const call: Internal = (...given): unknown => Reflect.apply(original, firestore, given);
  Reflect.set(firestore, name, by(call));
}

function asMessage(request: unknown): Message {
  return request as Message;
}

/** The responses as a stream that has nothing to wait for. It has ended on both sides: one that is left open costs an error with its stack. */
function streamOf(responses: readonly Message[]): Duplex {
  const stream = new Duplex({ objectMode: true, read: () => undefined });
  for (const response of responses) stream.push(response);
  stream.push(null);
  return stream.end();
}
