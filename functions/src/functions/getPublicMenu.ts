import { onRequest } from 'firebase-functions/v2/https';
import { loadContext } from './context';
import { lazily } from '../platform/lazily';
import { publicOptions } from './options';

const publicMenu = lazily(() => import('../publicMenu/answerMenuRequest'));

/** The menus of this instance. */
const publicMenus = lazily(async () => {
  const { PublicMenus } = await import('../publicMenu/publicMenus');
  return new PublicMenus(await loadContext());
});

/** Shows a shop's menu to anybody. */
export const getPublicMenu = onRequest(publicOptions, async (request, response) => {
  const [{ answerMenuRequest }, menus, { log }] = await Promise.all([
    publicMenu(),
    publicMenus(),
    loadContext(),
  ]);
  const { status, headers, body } = await answerMenuRequest(menus, log, {
    method: request.method,
    query: request.query,
    ifNoneMatch: request.get('if-none-match'),
  });
  response.status(status).set(headers).send(body);
});
