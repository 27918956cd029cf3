import type { Holds } from '../../servers/holds';
import type { Message } from '../../servers/grpcHandlers';
import { aggregationReads } from './billing';
import type { CommitSize } from './commitSize';
import type { MemoryDatabases } from './databases';
import { masked } from './fieldMask';
import type { DemandedIndexes } from './indexes/demandedIndexes';
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
  async function* batchGetDocuments(request: Message): AsyncGenerator<Message> {
    const { client, billing, transactions } = databases.of(request);
    await transactions.assertAlive(request);
    const responses: Message[] = [];
    for await (const response of client.batchGetDocuments(withoutRetryHint(request))) {
      billing.read(1);
      if (isTransactional(request)) responses.push(response);
      yield masked(request, response);
    }
    transactions.note(request, responses);
  }

  async function* runQuery(request: Message): AsyncGenerator<Message> {
    const { client, billing, transactions } = databases.of(request);
    indexes.check(request);
    await transactions.assertAlive(request);
    const responses: Message[] = [];
    // An empty result is one response without a document, and bills one read as well.
    for await (const response of client.runQuery(withoutRetryHint(request))) {
      billing.read(1);
      if (isTransactional(request)) responses.push(response);
      yield response;
    }
    transactions.note(request, responses);
  }

  async function* runAggregationQuery(request: Message): AsyncGenerator<Message> {
    const { client, billing } = databases.of(request);
    indexes.check(request);
    for await (const response of client.runAggregationQuery(request)) {
      billing.read(aggregationReads(request, response));
      yield response;
    }
  }

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

function isTransactional({ transaction, newTransaction }: Message): boolean {
  return transaction !== undefined || newTransaction !== undefined;
}

/** How many of a BatchWrite's writes were refused. */
function refused(response: Message): number {
  const statuses: unknown[] = Array.isArray(response['status']) ? response['status'] : [];
  return statuses.filter(
    (status) => typeof status === 'object' && status !== null && 'code' in status && status.code !== 0,
  ).length;
}
