// Made by `npm run api` from functions/src: change it there.

export interface DiscardDeadLetterInput {
  /** The id of a dead letter, from listDeadLetters. */
  id: string;
}

export interface DiscardDeadLetterOutput {
  discarded: true;
}
