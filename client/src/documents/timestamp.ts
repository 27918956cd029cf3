// Made by `npm run api` from functions/src: change it there.

/** A Firestore Timestamp, as the client libraries read it. */
export interface Timestamp {
  readonly seconds: number;
  readonly nanoseconds: number;
  toDate(): Date;
}
