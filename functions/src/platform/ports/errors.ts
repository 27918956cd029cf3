/**
 * The classes of failure the pipeline knows (design §3). The class decides what happens to a delivery:
 * a {@link TransientError} is thrown on, so that Pub/Sub delivers again; every other one ends the run as failed,
 * goes to the dead-letter topic and is acknowledged. A message names the fault and the fix, and never holds
 * a secret or personal data, because it is logged and stored.
 */
export type ErrorKind = 'transient' | 'permanent' | 'auth' | 'config';

export abstract class SyncError extends Error {
  abstract readonly kind: ErrorKind;

  /**
   * @param code Stable snake_case name of the fault; operators search and alert by it.
   * @param message What is wrong and what to do about it.
   */
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Passes by itself: network, 408, 429, 5xx, `UNAVAILABLE`, `ABORTED`. */
export class TransientError extends SyncError {
  readonly kind = 'transient';
}

/** Never passes by itself: a bad message, an unknown tenant, a menu brake. */
export class PermanentError extends SyncError {
  readonly kind = 'permanent';
}

/** The POS refuses freshly read credentials. */
export class AuthError extends SyncError {
  readonly kind = 'auth';
}

/** A tenant document, a secret or a param is missing or malformed. */
export class ConfigError extends SyncError {
  readonly kind = 'config';
}

/** An operator paused the tenant while its run was under way: the run ends, and nothing needs to be replayed. */
export class TenantPausedError extends PermanentError {
  constructor() {
    super(
      'tenant_paused',
      'The tenant was paused while its sync was running. Resume it; the next sync catches up.',
    );
  }
}
