// Made by `npm run api` from functions/src: change it there.

export interface ReplayDeadLetterInput {
  /** The id of a dead letter, from listDeadLetters. */
  id: string;
}

export interface ReplayDeadLetterOutput {
  replayed: true;
}
