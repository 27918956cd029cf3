import type { FirestoreController, MetaDocument } from '@firebase-bridge/firestore-admin';
import type { Duplex } from 'node:stream';
import type { Message } from '../../servers/grpcHandlers';
import { orderByUtf8 } from './utf8Order';

type Unary = (request: Message) => Promise<readonly [Message, ...unknown[]]>;
type Stream = (request: Message) => AsyncIterable<Message> & Duplex;

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
  orderByUtf8();
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
