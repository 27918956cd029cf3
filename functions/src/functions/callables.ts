import { type CallableRequest, HttpsError, onCall } from 'firebase-functions/v2/https';
import { RequestError } from '../api/call/errors/requestError';
import { type CallableName, callableNames, loadCallable } from '../api/registry';
import { loadContext } from './context';
import { lazily } from '../platform/lazily';
import { callableOptions, posCallableOptions } from './options';
import { withPrivateBody } from './privateBody';

const runner = lazily(() => import('../api/call/runCallable'));

/** Callables that ask the POS, and so need secrets. */
const ASKS_POS: ReadonlySet<CallableName> = new Set(['backfillProductAttributes']);

/** The function of one callable: hands token and data to the shared runner, and its refusals to the protocol. */
function callableFunction(name: CallableName) {
  const callable = lazily(() => loadCallable(name));
  const options = ASKS_POS.has(name) ? posCallableOptions : callableOptions;
  const deployed = onCall(options, async ({ auth, app, data }: CallableRequest<unknown>) => {
    const [{ runCallable }, loaded, context] = await Promise.all([runner(), callable(), loadContext()]);
    try {
      const token = auth && { ...auth.token, uid: auth.uid };
      return await runCallable(context, loaded, { token, isFromApp: app !== undefined, data });
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      throw new HttpsError(error.status, error.message, { code: error.code });
    }
  });
  return withPrivateBody(deployed);
}

/** The function of each callable. */
export const callableFunctions = Object.fromEntries(
  callableNames.map((name) => [name, callableFunction(name)]),
) as Record<CallableName, ReturnType<typeof callableFunction>>;
