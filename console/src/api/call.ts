import * as z from 'zod/mini';
import { CallError } from './callError';
import type { CallInput, CallName, CallOutput } from './contract';

/** Longer than any callable may take (60 s), so that the server's own answer comes first. */
const TIMEOUT_MILLISECONDS = 70_000;

const answerSchema = z.object({
  result: z.optional(z.unknown()),
  error: z.optional(
    z.object({
      status: z.string(),
      message: z.string(),
      details: z.optional(z.object({ code: z.optional(z.string()) })),
    }),
  ),
});

/** Whose ID token calls carry, and who is told when it is no longer accepted. */
export interface Credentials {
  token: () => Promise<string>;
  appCheckToken: () => Promise<string | null>;
  onExpired: () => void;
}

/**
 * Calls a callable function by the protocol of the Firebase SDKs.
 * @throws CallError, always; an abort by `signal` throws its reason.
 */
export async function call<Name extends CallName>(
  credentials: Credentials,
  name: Name,
  data: CallInput<Name>,
  signal?: AbortSignal,
): Promise<CallOutput<Name>> {
  const timeout = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
  const response = await post(credentials, name, data, signal ? AbortSignal.any([signal, timeout]) : timeout);
  const answer = answerSchema.safeParse(await response.json().catch(() => null));
  if (!answer.success) throw unreachable(response.status);
  const { error, result } = answer.data;
  if (error !== undefined) {
    const status = error.status.toLowerCase().replaceAll('_', '-');
    if (status === 'unauthenticated') credentials.onExpired();
    throw new CallError(status, error.details?.code ?? status, error.message);
  }
  // The server has parsed the answer by the very schema that this type is inferred from.
  return result as CallOutput<Name>;
}

async function post(
  { token, appCheckToken, onExpired }: Credentials,
  name: string,
  data: unknown,
  signal: AbortSignal,
): Promise<Response> {
  const idToken = await token().catch(() => {
    onExpired();
    throw new CallError('unauthenticated', 'no_token', 'Your session has ended. Sign in again.');
  });
  // Where it fails, the server says whether it is needed.
  const appCheck = await appCheckToken().catch(() => null);
  try {
    return await fetch(`/api/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${idToken}`,
        ...(appCheck !== null && { 'x-firebase-appcheck': appCheck }),
      },
      body: JSON.stringify({ data }),
      signal,
    });
  } catch (error) {
    if (signal.aborted && !(signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'))
      throw error;
    throw unreachable(null);
  }
}

function unreachable(httpStatus: number | null): CallError {
  const what = httpStatus === null ? "didn't answer" : `answered with HTTP ${httpStatus}`;
  return new CallError('unavailable', 'network', `The server ${what}. Check your connection and try again.`);
}
