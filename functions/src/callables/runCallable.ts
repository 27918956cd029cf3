import { z } from 'zod';
import { Database } from '../firestore/database';
import type { Context } from '../platform/context';
import { SyncError } from '../platform/errors';
import { classify } from '../pipeline/failure';
import { authorize, type Caller } from './authorize';
import type { Callable } from './callable';
import { callableLogs } from './logs';
import { RequestError, type RequestErrorStatus } from './requestError';

/** A call as it arrives. */
export interface CallRequest {
  /** The token's verified claims with `uid`; undefined without a token. */
  token: unknown;
  /** Whether the call came with a valid App Check token. */
  isFromApp: boolean;
  data: unknown;
}

/**
 * Runs a call: authorization, input, handler, output, one log line. Nothing is read before the caller is known to be allowed.
 * @throws RequestError, always; what it says is safe to send to the caller.
 */
export async function runCallable(
  context: Context,
  callable: Callable,
  { token, isFromApp, data }: CallRequest,
): Promise<Record<string, unknown>> {
  const database = new Database(context.firestore);
  const started = performance.now();
  let caller: Caller | null = null;
  let orgId: string | null = null;
  const line = () => ({
    name: callable.name,
    uid: caller?.uid ?? null,
    role: caller?.role ?? null,
    orgId,
    durationMs: Math.round(performance.now() - started),
    billed: database.billed,
  });
  try {
    if (context.settings.enforceAppCheck && !isFromApp)
      throw new RequestError('unauthenticated', 'no_app_check', 'The call has no valid App Check token.');
    ({ caller, orgId } = authorize(token, data, callable.role));
    const input = parseInput(callable, data, orgId);
    const answer = await callable.handle({ context, database, caller }, input);
    const output = callable.output.parse(answer);
    callableLogs.answered(context.log, line());
    return output;
  } catch (error) {
    const failure = asRequestError(error);
    callableLogs.refused(context.log, line(), failure);
    throw failure;
  }
}

/** The parsed input, with the tenant that the caller was authorized for. An error names the fields at fault, never their values. */
function parseInput(callable: Callable, data: unknown, orgId: string | null): Record<string, unknown> {
  const given = z.record(z.string(), z.unknown()).safeParse(data ?? {});
  const parsed = callable.input.safeParse({ ...given.data, ...(orgId !== null && { orgId }) });
  if (given.success && parsed.success) return parsed.data;
  const issues = given.success ? (parsed.error?.issues ?? []) : given.error.issues;
  const faults = issues.map((issue) => {
    const field = issue.path.join('.') || 'data';
    const unknown = issue.code === 'unrecognized_keys' ? ` (${issue.keys.length} unknown fields)` : '';
    return `${field}: ${issue.code}${unknown}`;
  });
  throw new RequestError(
    'invalid-argument',
    'bad_input',
    `The input of ${callable.name} is malformed at ${[...new Set(faults)].join('; ')}: see docs/api.md.`,
  );
}

const STATUS_OF_KIND: Record<SyncError['kind'], RequestErrorStatus> = {
  transient: 'unavailable',
  permanent: 'failed-precondition',
  auth: 'failed-precondition',
  config: 'failed-precondition',
};

function asRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  const failure = error instanceof SyncError ? error : classify(error);
  if (failure.code.startsWith('unknown_') && error instanceof SyncError)
    return new RequestError('not-found', failure.code, failure.message, { cause: error });
  if (error instanceof SyncError || failure.kind === 'transient')
    return new RequestError(STATUS_OF_KIND[failure.kind], failure.code, failure.message, { cause: error });
  return new RequestError('internal', 'unexpected', 'The call failed unexpectedly: the log says more.', {
    cause: error,
  });
}
