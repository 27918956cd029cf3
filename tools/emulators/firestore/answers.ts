import type { Holds } from '../../servers/holds';
import type { Message } from '../../servers/grpcHandlers';
import { aggregationReads } from './billing';
import type { CommitSize } from './commitSize';
import type { MemoryDatabases } from './databases';
import { masked } from './fieldMask';
import type { DemandedIndexes } from './indexes/demandedIndexes';
import { collected } from './memoryClient';
import { withoutRetryHint } from './transactions';

/** The requests that reading and writing documents comes to, answered whichever way they come: by gRPC or by a call. */
export type FirestoreAnswers = ReturnType<typeof firestoreAnswers>;

/**
 * @param indexes Refuses queries.
 * @param commits Holds commits: the caller passes it before and after.
 * @param size Refuses commits.
 */
export function firestoreAnswers(
  databases: MemoryDatabases,
  indexes: DemandedIndexes,
  commits: Holds<Message>,
  size: CommitSize,
) {
  const batchGetDocuments = async (request: Message): Promise<Message[]> => {
    const { client, billing, transactions } = databases.of(request);
    await transactions.assertAlive(request);
    const responses = await collected(client.batchGetDocuments(withoutRetryHint(request)));
    billing.read(responses.length);
    transactions.note(request, responses);
    return responses.map((response) => masked(request, response));
  };

  const runQuery = async (request: Message): Promise<Message[]> => {
    const { client, billing, transactions } = databases.of(request);
    indexes.check(request);
    await transactions.assertAlive(request);
    // An empty result is one response without a document, and bills one read as well.
    const responses = await collected(client.runQuery(withoutRetryHint(request)));
    billing.read(responses.length);
    transactions.note(request, responses);
    return responses;
  };

  const runAggregationQuery = async (request: Message): Promise<Message[]> => {
    const { client, billing } = databases.of(request);
    indexes.check(request);
    const responses = await collected(client.runAggregationQuery(request));
    for (const response of responses) billing.read(aggregationReads(request, response));
    return responses;
  };

  return {
    commits,

    beginTransaction: async (request: Message): Promise<Message> => {
      const { client, transactions } = databases.of(request);
      const [response] = await client.beginTransaction(request);
      transactions.note(request, [response]);
      return response;
    },

    rollback: async (request: Message): Promise<Message> => {
      return (await databases.of(request).client.rollback(request))[0];
    },

    commit: async (request: Message): Promise<Message> => {
      const database = databases.of(request);
      size.check(request);
      await database.transactions.assertCommits(request);
      const time = databases.beginWrite();
      const [response] = await database.client.commit(request);
      database.written(request, time);
      return response;
    },

    batchWrite: async (request: Message): Promise<Message> => {
      const database = databases.of(request);
      const time = databases.beginWrite();
      const [response] = await database.client.batchWrite(request);
      database.written(request, time, refused(response));
      return response;
    },

    batchGetDocuments,
    runQuery,
    runAggregationQuery,
  };
}

/** How many of a BatchWrite's writes were refused. */
function refused(response: Message): number {
  const statuses: unknown[] = Array.isArray(response['status']) ? response['status'] : [];
  return statuses.filter(
    (status) => typeof status === 'object' && status !== null && 'code' in status && status.code !== 0,
  ).length;
}
