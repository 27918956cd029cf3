import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { deserialize } from 'node:v8';
import { portOf } from '../../servers/portOf';
import type { CallWatch } from '../measures/callWatch';

/**
 * Serves functions to {@link forwardedFunctions} of another process, on a free port of the loopback interface.
 * @param deployed The functions, as their module exports them.
 * @param watch Counts the calls.
 * @returns Its address, such as `http://127.0.0.1:40123`.
 */
export async function serveFunctions(deployed: object, watch: CallWatch): Promise<string> {
  const server = createServer((request, response) => {
    perform(deployed, request, watch).then(
      () => response.end(),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(error instanceof Error ? error.message : String(error));
      },
    );
  });
  // A stage takes minutes, and a connection closed for idleness may be in use again at that very moment.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${portOf(server)}`;
}

async function perform(deployed: object, request: IncomingMessage, watch: CallWatch): Promise<void> {
  const event: unknown = deserialize(await buffer(request));
  const [, kind = '', name = ''] = (request.url ?? '').split('/');
  const exported: unknown = Reflect.get(deployed, name);
  const called: unknown =
    kind === 'schedule' && typeof exported === 'function' ? Reflect.get(exported, 'run') : exported;
  if (typeof called !== 'function') throw new Error(`There is no function ${name} to call by ${kind}.`);
  await watch.call(name, async () => {
    await Reflect.apply(called, undefined, [event]);
  });
}
