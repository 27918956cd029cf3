import { z } from 'zod';
import { Database } from '../../platform/firestore/database';
import type { Context } from '../../platform/ports/context';
import { asRequestError } from './errors/asRequestError';
import { authorize, type Caller } from './authorize';
import { badInput } from './errors/badInput';
import type { Callable } from './callable';
import { callableLogs } from './logs';
import { RequestError } from './errors/requestError';

/** A call as it arrives. */
export interface CallRequest {
  /** The token's verified claims with `uid`; undefined without a token. */
  token: unknown;
  /** Whether the call came with a valid App Check token. */
  isFromApp: boolean;
  data: unknown;
}

/** Anyone with a token, even if its claims allow nothing: a log of refusals says who was refused. */
const signedIn = z.object({ uid: z.string() });

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
    uid: signedIn.safeParse(token).data?.uid ?? null,
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
    if (callable.checksSession === true && !(await context.sessions.isCurrent(caller))) throw sessionEnded();
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

function sessionEnded(): RequestError {
  return new RequestError(
    'unauthenticated',
    'session_ended',
    'Your session has ended, or your role has changed. Sign in again.',
  );
}

/** The parsed input, with the tenant that the caller was authorized for. An error names the fields at fault, never their values. */
function parseInput(callable: Callable, data: unknown, orgId: string | null): Record<string, unknown> {
  const given = z.record(z.string(), z.unknown()).safeParse(data ?? {});
  const fields = Object.entries(given.data ?? {}).filter(
    ([name, value]) => !isLeftOut(callable, name, value),
  );
  const parsed = callable.input.safeParse({
    ...Object.fromEntries(fields),
    ...(orgId !== null && { orgId }),
  });
  if (given.success && parsed.success) return parsed.data;
  const issues = given.success ? (parsed.error?.issues ?? []) : given.error.issues;
  throw badInput(`The input of ${callable.name}`, issues);
}

/** Whether a field was undefined to the caller: Firebase's SDKs send null for it, which most fields can't be. */
function isLeftOut({ input }: Callable, name: string, value: unknown): boolean {
  const field: unknown = input.shape[name];
  return value === null && field instanceof z.ZodType && !field.safeParse(null).success;
}
