/** A call that was refused, has failed or never arrived. The message is the server's own, written for people. */
export class CallError extends Error {
  /**
   * @param status Of the callable protocol, such as `permission-denied`; `unavailable` where no answer came.
   * @param code The stable name of the fault, such as `unknown_customer`; `network` where no answer came.
   */
  constructor(
    readonly status: string,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'CallError';
  }
}

/** What to tell people about any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof CallError
    ? error.message
    : "Something went wrong on this page. Reload it. If that doesn't help, tell your administrator what you were doing.";
}

/** Whether the same call may go through later. */
export function isTransient(error: unknown): boolean {
  return (
    error instanceof CallError &&
    ['unavailable', 'deadline-exceeded', 'internal', 'aborted'].includes(error.status)
  );
}

/** Whether the caller's role is too small, or the tenant is not theirs. */
export function isRefused(error: unknown): boolean {
  return error instanceof CallError && error.status === 'permission-denied';
}

/** Whether what the address names isn't there. */
export function isMissing(error: unknown): boolean {
  return error instanceof CallError && error.code.startsWith('unknown_');
}
