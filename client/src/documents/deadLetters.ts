// Made by `npm run api` from functions/src: change it there.

import type { Timestamp } from './timestamp.ts';

/** A document at dead_letters/{id}. */
export interface DeadLettersDocument {
  /** Where the message was published. */
  topic: string;
  /** Pub/Sub's id of the message. */
  messageId: string;
  /** The tenant; null if the message names none. */
  orgId: string | null;
  /** The run it belonged to. */
  runId: string | null;
  /** The message: parsed if it is JSON, else its text. */
  message: {
    [k: string]: unknown;
  };
  /** Why it failed. */
  error: {
    /** `permanent`, `auth`, `config`, or `transient` for one that was retried too long. */
    kind: string;
    /** Stable; docs/operations.md lists them. */
    code: string;
    /** Says what is wrong and what to do. */
    message: string;
    /** Where it happened. */
    stage: string | null;
  };
  /** Of the last delivery. */
  attempts: number;
  firstFailedAt: Timestamp;
  lastFailedAt: Timestamp;
  /** Whether it waits for somebody. */
  state: 'open' | 'replayed' | 'discarded';
  /** When Firestore deletes it: 90 days after it was replayed or discarded; null while it is open. */
  expireAt: Timestamp | null;
}
