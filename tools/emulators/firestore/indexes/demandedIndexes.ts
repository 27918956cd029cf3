import { status } from '@grpc/grpc-js';
import { GrpcError, type Message } from '../../../servers/grpcHandlers';
import type { IndexDefinitions } from './definitions';
import { queryShapes } from './queryShape';
import { serve } from './requiredIndexes';

/** Refuses queries without an index, as Firestore does and its emulators don't, so that a missing index shows before it is deployed. */
export class DemandedIndexes {
  private readonly seen = new Set<string>();

  /** @param onUse Called with the name of each defined index when a query first uses it. */
  constructor(
    private readonly definitions: IndexDefinitions,
    private readonly onUse: (name: string) => void,
  ) {}

  /** @throws GrpcError FAILED_PRECONDITION with the definition of the index that a query lacks. */
  check(request: Message): void {
    for (const shape of queryShapes(request)) {
      const service = serve(shape, this.definitions);
      if ('missing' in service) {
        throw new GrpcError(
          status.FAILED_PRECONDITION,
          `The query requires an index. Add it to firestore.indexes.json: ${JSON.stringify(service.missing)}`,
        );
      }
      for (const name of service.used) {
        if (this.seen.has(name)) continue;
        this.seen.add(name);
        this.onUse(name);
      }
    }
  }
}
