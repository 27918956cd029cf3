import { onRequest } from 'firebase-functions/v2/https';
import { loadContext } from './context';
import { lazily } from './lazily';
import { publicOptions } from './options';

const publicMenu = lazily(() => import('../callables/products/publicMenu'));

/** The menus of this instance. */
const publicMenus = lazily(async () => {
  const { PublicMenus } = await import('../callables/products/publicMenus');
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
