import { classify } from '../../../platform/failure';
import { SyncError } from '../../../platform/ports/errors';
import { RequestError, type RequestErrorStatus } from './requestError';

const STATUS_OF_KIND: Record<SyncError['kind'], RequestErrorStatus> = {
  transient: 'unavailable',
  permanent: 'failed-precondition',
  auth: 'failed-precondition',
  config: 'failed-precondition',
};

/** Any error as one that is safe to send. What is unknown is a fault of the program: its message is left out, its cause kept for the log. */
export function asRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  const failure = error instanceof SyncError ? error : classify(error);
  if (failure.code.startsWith('unknown_') && error instanceof SyncError)
    return new RequestError('not-found', failure.code, failure.message, { cause: error });
  if (error instanceof SyncError || failure.kind === 'transient')
    return new RequestError(STATUS_OF_KIND[failure.kind], failure.code, failure.message, { cause: error });
  return new RequestError('internal', 'unexpected', 'Something went wrong. The log has the details.', {
    cause: error,
  });
}
