import { Database } from '../../../src/firestore/database';

/** A database that refuses to write, whoever asks: reconcile changes nothing, also where a stage comes to do more than it does now. */
export class ReadOnlyDatabase extends Database {
  override transaction(): Promise<never> {
    return Promise.reject(new Error('A comparison writes nothing.'));
  }
}
