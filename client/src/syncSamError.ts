/** A call that was refused, has failed, or never arrived. The message names the fault and the fix. */
export class SyncSamError extends Error {
  /**
   * @param status Of the callable protocol, such as `PERMISSION_DENIED`; `UNAVAILABLE` if no answer came.
   * @param code The stable name of the fault, such as `unknown_customer`; `network` if no answer came.
   */
  constructor(
    readonly status: string,
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'SyncSamError';
  }

  /** Whether the same call may go through later. */
  get isTransient(): boolean {
    return TRANSIENT.has(this.status);
  }
}

const TRANSIENT: ReadonlySet<string> = new Set(['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'ABORTED']);
