// Made by `npm run api` from functions/src: change it there.

export interface ListDeadLettersInput {
  /** Only this tenant's. If left out, all, including those that belong to no tenant. */
  orgId?: string;
  /** Whether it waits for somebody. */
  state?: 'open' | 'replayed' | 'discarded';
  limit?: number;
  /** The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page. */
  cursor?: string;
}

export interface ListDeadLettersOutput {
  letters: {
    /** Where the message was published. */
    topic: string;
    /** The tenant; null if the message names none. */
    orgId: string | null;
    /** The run it belonged to. */
    runId: string | null;
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
    /** When it was stored first. */
    firstFailedAt: string;
    /** When it was stored last. */
    lastFailedAt: string;
    /** Whether it waits for somebody. */
    state: 'open' | 'replayed' | 'discarded';
    id: string;
  }[];
  /** Where the next page begins. null after the last page. */
  nextCursor: string | null;
}
