import { PermanentError, type SyncError, TransientError } from '../platform/errors';

/** gRPC status codes (grpc.github.io/grpc/core/md_doc_statuscodes.html) that this project looks at. */
export const GRPC = { NOT_FOUND: 5, ALREADY_EXISTS: 6 } as const;

/** Status names by code, of those that a later attempt can turn into a success. */
const TRANSIENT: Readonly<Record<number, string>> = {
  1: 'CANCELLED',
  2: 'UNKNOWN',
  4: 'DEADLINE_EXCEEDED',
  8: 'RESOURCE_EXHAUSTED',
  10: 'ABORTED',
  13: 'INTERNAL',
  14: 'UNAVAILABLE',
  // Mostly a metadata server that did not hand out a token in time.
  16: 'UNAUTHENTICATED',
};

const PERMANENT: Readonly<Record<number, string>> = {
  3: 'INVALID_ARGUMENT',
  5: 'NOT_FOUND',
  6: 'ALREADY_EXISTS',
  7: 'PERMISSION_DENIED',
  9: 'FAILED_PRECONDITION',
  11: 'OUT_OF_RANGE',
  12: 'UNIMPLEMENTED',
  15: 'DATA_LOSS',
};

/** The gRPC status code of an error that a Google client threw, if it has one. */
export function grpcCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
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
    const message = 'Google Cloud could not be reached; it is tried again.';
    return new TransientError('google_unavailable', message, { cause: error });
  }
  const code = grpcCode(error) ?? -1;
  const transient = TRANSIENT[code];
  if (transient !== undefined) {
    return new TransientError(
      'google_unavailable',
      `Google Cloud answered ${transient}; it is tried again.`,
      {
        cause: error,
      },
    );
  }
  const permanent = PERMANENT[code];
  if (permanent === undefined) return undefined;
  return new PermanentError(
    'google_refused',
    `Google Cloud refused an operation with ${permanent}: check the roles of the functions' service account and the ` +
      `deployed indexes; if both are right, report it with the stack trace in the log.`,
    { cause: error },
  );
}
