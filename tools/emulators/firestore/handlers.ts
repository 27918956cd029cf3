import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { serverStream, unary, type Message } from '../../servers/grpcHandlers';
import type { FirestoreAnswers } from './answers';
import { listen, refuseWrites } from './clientStreams';
import type { MemoryDatabases } from './databases';

/** Documents by name only, as an empty field mask asks; the in-memory client knows no mask. */
const nameOnly = (document: Message): Message => ({ name: document['name'] });

const byName = (a: Message, b: Message): number => (String(a['name']) < String(b['name']) ? -1 : 1);

/** Calls that Google's clients make, answered by the in-memory databases. Other methods answer UNIMPLEMENTED by themselves. */
export function firestoreHandlers(
  databases: MemoryDatabases,
  answers: FirestoreAnswers,
): UntypedServiceImplementation {
  return {
    BeginTransaction: unary(answers.beginTransaction),
    Rollback: unary(answers.rollback),
    Commit: unary(answers.commit, (request, moment) => answers.commits.pass(request, moment)),
    BatchWrite: unary(answers.batchWrite),
    BatchGetDocuments: serverStream(answers.batchGetDocuments),
    RunQuery: serverStream(answers.runQuery),
    RunAggregationQuery: serverStream(answers.runAggregationQuery),

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

    Listen: listen(databases),
    Write: refuseWrites,
  };
}
