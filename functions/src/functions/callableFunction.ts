import { type CallableRequest, HttpsError, onCall } from 'firebase-functions/v2/https';
import type { Callable } from '../callables/callable';
import { RequestError } from '../callables/requestError';
import { loadContext } from './context';
import { lazily } from './lazily';
import { callableOptions } from './options';
import { withPrivateBody } from './privateBody';

const runner = lazily(() => import('../callables/runCallable'));

/** The function of one callable: hands token and data to the shared runner, and its refusals to the protocol. */
export function callableFunction(load: () => Promise<Callable>) {
  const callable = lazily(load);
  const deployed = onCall(callableOptions, async ({ auth, app, data }: CallableRequest<unknown>) => {
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
