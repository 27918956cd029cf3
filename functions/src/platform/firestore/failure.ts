import { GrpcStatus } from 'firebase-admin/firestore';
import { PermanentError, type SyncError, TransientError } from '../ports/errors';

/**
 * The gRPC status of an error that a Google client threw, if it has one. `GrpcStatus` is behind a getter that loads the gRPC
 * library: once a client has failed it is loaded anyway, so look at the enum only then, never while a module loads.
 */
export function grpcStatus(error: unknown): GrpcStatus | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
}

/** Firestore's words for a commit above its limits: of a transaction with its index entries, and of a request. */
const TOO_LARGE = /transaction too big|payload size exceeds/i;

/** Whether a commit was refused for its size, so that parts of it can succeed. */
export function isCommitTooLarge(error: unknown): boolean {
  return (
    error instanceof Error &&
    grpcStatus(error) === GrpcStatus.INVALID_ARGUMENT &&
    TOO_LARGE.test(error.message)
  );
}

/** Whether a later attempt can succeed. */
function isTransient(status: GrpcStatus): boolean {
  return [
    GrpcStatus.CANCELLED,
    GrpcStatus.UNKNOWN,
    GrpcStatus.DEADLINE_EXCEEDED,
    GrpcStatus.RESOURCE_EXHAUSTED,
    GrpcStatus.ABORTED,
    GrpcStatus.INTERNAL,
    GrpcStatus.UNAVAILABLE,
    // Mostly a metadata server that did not hand out a token in time.
    GrpcStatus.UNAUTHENTICATED,
  ].includes(status);
}

/** Errors of Node's network modules, from fetching a token for example. */
function isNetworkFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NETWORK_CODES.has(String(error.code));
}

const NETWORK_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT']);

/**
 * A Google client's error as one of ours, else undefined. Its own message is left out, because it can hold document ids
 * and so email addresses.
 */
export function googleFailure(error: unknown): SyncError | undefined {
  if (isNetworkFailure(error)) {
    const message = "Google Cloud couldn't be reached. It will be retried.";
    return new TransientError('google_unavailable', message, { cause: error });
  }
  const status = grpcStatus(error);
  if (status === undefined || !(status in GrpcStatus)) return undefined;
  const name = GrpcStatus[status];
  if (isTransient(status)) {
    const message = `Google Cloud answered ${name}. It will be retried.`;
    return new TransientError('google_unavailable', message, { cause: error });
  }
  return new PermanentError(
    'google_refused',
    `Google Cloud refused an operation with ${name}: check the roles of the functions' service account and the ` +
      `deployed indexes; if both are right, report it with the stack trace in the log.`,
    { cause: error },
  );
}
