import type { handleBidiStreamingCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Duplex } from 'node:stream';
import type { Holds } from '../../holds';
import { serverStream, toServiceError, unary, type Message } from '../grpcHandlers';
import { aggregationReads } from './billing';
import type { MemoryDatabases } from './databases';
import type { DemandedIndexes } from './indexes/demandedIndexes';

/** How many of a BatchWrite's writes were refused. */
function refused(response: Message): number {
  const statuses: unknown[] = Array.isArray(response['status']) ? response['status'] : [];
  return statuses.filter(
    (status) => typeof status === 'object' && status !== null && 'code' in status && status.code !== 0,
  ).length;
}

/** Documents by name only, as an empty field mask asks; the in-memory client knows no mask. */
const nameOnly = (document: Message): Message => ({ name: document['name'] });

const byName = (a: Message, b: Message): number => (String(a['name']) < String(b['name']) ? -1 : 1);

/**
 * Calls the Admin SDK makes, answered by the in-memory databases. Other methods answer UNIMPLEMENTED by themselves.
 * @param indexes Refuses queries.
 * @param commits Holds commits.
 */
export function firestoreHandlers(
  databases: MemoryDatabases,
  indexes: DemandedIndexes,
  commits: Holds<Message>,
): UntypedServiceImplementation {
  return {
    BeginTransaction: unary(
      async (request) => (await databases.of(request).client.beginTransaction(request))[0],
    ),
    Rollback: unary(async (request) => (await databases.of(request).client.rollback(request))[0]),

    Commit: unary(
      async (request) => {
        const database = databases.of(request);
        const time = databases.beginWrite();
        const [response] = await database.client.commit(request);
        database.written(request, time);
        return response;
      },
      (request, moment) => commits.pass(request, moment),
    ),

    BatchWrite: unary(async (request) => {
      const database = databases.of(request);
      const time = databases.beginWrite();
      const [response] = await database.client.batchWrite(request);
      database.written(request, time, refused(response));
      return response;
    }),

    ListDocuments: unary(async ({ mask, ...request }) => {
      const { client, billing } = databases.of(request);
      const wantsNames = typeof mask === 'object' && mask !== null && !('fieldPaths' in mask);
      const [documents] = await client.listDocuments(
        mask === undefined || wantsNames ? request : { ...request, mask },
      );
      billing.read(documents.length);
      // One page holds everything, so there is never a next page token.
      return { documents: documents.map(wantsNames ? nameOnly : (document) => document).sort(byName) };
    }),

    ListCollectionIds: unary(async (request) => {
      const { client, billing } = databases.of(request);
      const [collectionIds] = await client.listCollectionIds(request);
      billing.read(1);
      return { collectionIds };
    }),

    // No cursors means one partition, which is always a right answer.
    PartitionQuery: unary((request) => {
      databases.of(request);
      return { partitions: [] };
    }),

    BatchGetDocuments: serverStream(async function* (request) {
      const { client, billing } = databases.of(request);
      for await (const response of client.batchGetDocuments(request)) {
        billing.read(1);
        yield response;
      }
    }),

    RunQuery: serverStream(async function* (request) {
      const { client, billing } = databases.of(request);
      indexes.check(request);
      // An empty result is one response without a document, and bills one read as well.
      for await (const response of client.runQuery(request)) {
        billing.read(1);
        yield response;
      }
    }),

    RunAggregationQuery: serverStream(async function* (request) {
      const { client, billing } = databases.of(request);
      indexes.check(request);
      for await (const response of client.runAggregationQuery(request)) {
        billing.read(aggregationReads(request, response));
        yield response;
      }
    }),

    Listen: listen(databases),
  };
}

/** Snapshot listeners: one stream of the in-memory client for each call, opened when its first request names the database. */
function listen(databases: MemoryDatabases): handleBidiStreamingCall<Message, Message> {
  return (call) => {
    let changes: Duplex | undefined;
    const fail = (error: unknown) => call.emit('error', toServiceError(error));
    const open = (request: Message): Duplex => {
      const { client, billing } = databases.of(request);
      const stream = client.listen();
      stream.on('error', fail);
      stream.on('data', (response: Message) => {
        if ('documentChange' in response) billing.read(1);
        call.write(response);
      });
      stream.on('end', () => call.end());
      return stream;
    };
    call.on('data', (request: Message) => {
      try {
        changes ??= open(request);
        changes.write(request);
      } catch (error) {
        fail(error);
      }
    });
    call.on('end', () => (changes ? changes.end() : call.end()));
    call.on('cancelled', () => changes?.destroy());
  };
}
