import { TransientError } from '../platform/errors';

/** gRPC status codes (grpc.github.io/grpc/core/md_doc_statuscodes.html) that this project looks at. */
export const GRPC = { NOT_FOUND: 5, ALREADY_EXISTS: 6 } as const;

/** CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE: a later attempt can succeed. */
const TRANSIENT_GRPC_CODES = new Set([1, 2, 4, 8, 10, 13, 14]);

/** The gRPC status code of an error that a Google client threw, if it has one. */
export function grpcCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
}

/** A {@link TransientError} for a Google client's error that passes by itself, else undefined. */
export function transientGoogleFailure(error: unknown): TransientError | undefined {
  const code = grpcCode(error);
  if (code === undefined || !TRANSIENT_GRPC_CODES.has(code)) return undefined;
  return new TransientError(
    'google_unavailable',
    `A Google Cloud service answered with gRPC status ${code}; it is tried again.`,
    { cause: error },
  );
}
