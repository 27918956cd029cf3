import type { FirestoreController, MetaDocument } from '@firebase-bridge/firestore-admin';
import type { Duplex, Readable } from 'node:stream';
import type { Message } from '../../servers/grpcHandlers';
import { orderAsFirestore } from './queryOrder';

type Unary = (request: Message) => Promise<readonly [Message, ...unknown[]]>;
type Stream = (request: Message) => Duplex;

/**
 * The in-memory stand-in for Google's generated client, request for request the wire protocol. It is a private part of
 * `@firebase-bridge/firestore-admin` (0.0.10); this file is the only one that knows it.
 */
export interface MemoryClient {
  readonly context: { serializeDoc(document: MetaDocument): Message };
  beginTransaction: Unary;
  commit: Unary;
  batchWrite: Unary;
  rollback: Unary;
  listDocuments(request: Message): Promise<readonly [readonly Message[], ...unknown[]]>;
  listCollectionIds(request: Message): Promise<readonly [readonly string[], ...unknown[]]>;
  batchGetDocuments: Stream;
  runQuery: Stream;
  runAggregationQuery: Stream;
  listen(): Duplex;
  close(): Promise<void>;
}

const METHODS = [
  'beginTransaction',
  'commit',
  'batchWrite',
  'rollback',
  'listDocuments',
  'listCollectionIds',
  'batchGetDocuments',
  'runQuery',
  'runAggregationQuery',
  'listen',
  'close',
] as const;

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function isMemoryClient(value: unknown): value is MemoryClient {
  return (
    METHODS.every((name) => typeof property(value, name) === 'function') &&
    typeof property(property(value, 'context'), 'serializeDoc') === 'function'
  );
}

/** Opens a client on one in-memory database. */
export function openMemoryClient(controller: FirestoreController): MemoryClient {
  orderAsFirestore();
  const pool = property(controller.firestore(), '_clientPool');
  const factory = property(pool, 'clientFactory');
  const client: unknown = typeof factory === 'function' ? Reflect.apply(factory, pool, [true]) : undefined;
  if (!isMemoryClient(client)) {
    throw new Error(
      '@firebase-bridge/firestore-admin has changed inside: install version 0.0.10, or adapt firestore/memoryClient.ts.',
    );
  }
  return client;
}

/** All responses of a stream; iterating over it would destroy it at the end, which makes an error with its stack each time. */
export function collected(responses: Readable): Promise<Message[]> {
  const all: Message[] = [];
  responses.on('data', (response: Message) => all.push(response));
  return new Promise((resolve, reject) => {
    responses.on('error', reject);
    responses.on('end', () => resolve(all));
  });
}
