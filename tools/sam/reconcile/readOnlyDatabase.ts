import { Database } from '../../../functions/src/platform/firestore/database';

/** A database that always refuses to write: reconcile changes nothing, also if a stage comes to do more than it does now. */
export class ReadOnlyDatabase extends Database {
  override transaction(): Promise<never> {
    return Promise.reject(new Error('A comparison writes nothing.'));
  }
}
