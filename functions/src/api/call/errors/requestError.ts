/** The codes of the callable protocol that this suite answers with (firebase.google.com/docs/reference/functions/callable). */
export type RequestErrorStatus =
  | 'unauthenticated'
  | 'permission-denied'
  | 'invalid-argument'
  | 'not-found'
  | 'failed-precondition'
  | 'aborted'
  | 'deadline-exceeded'
  | 'unavailable'
  | 'internal';

/** A request that is refused or has failed. The message names the fault and the fix, and never holds personal data. */
export class RequestError extends Error {
  /** @param code Stable snake_case name of the fault, sent in the error's `details`. */
  constructor(
    readonly status: RequestErrorStatus,
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'RequestError';
  }
}
