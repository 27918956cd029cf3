import { Agent, request } from 'node:http';
import { deserialize, serialize } from 'node:v8';
import { z } from 'zod';

/** How a function is called: by an event, or as the handler of a schedule. */
export type CallKind = 'event' | 'schedule';

/** Where a function is served; each call goes to `{url}/{kind}/{name}`. */
export type FunctionUrl = (name: string) => string;

const agent = new Agent({ keepAlive: true });

/** Sends a call to the process of the functions and waits for its end; a stage may take minutes. @throws Error when it failed there. */
async function forward(url: string, kind: CallKind, name: string, event: unknown): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const call = request(`${url}/${kind}/${name}`, { method: 'POST', agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(z.string().parse(deserialize(Buffer.concat(chunks)))));
      });
    });
    call.on('error', reject);
    // Events hold the bytes of protobuf messages, which JSON does not carry.
    call.end(serialize(event));
  });
}

/**
 * Functions with the declarations of the deployed ones, whose work is done in another process: the embedded services
 * deliver to them as to any functions.
 * @param deployed The functions, as their module exports them.
 * @param names Which of them.
 */
export function forwardedFunctions(deployed: object, names: readonly string[], urlOf: FunctionUrl): object {
  return Object.fromEntries(
    names.map((name) => {
      const exported: unknown = Reflect.get(deployed, name);
      const send = (kind: CallKind) => (event: unknown) => forward(urlOf(name), kind, name, event);
      const declaration: unknown =
        typeof exported === 'function' ? Reflect.get(exported, '__endpoint') : undefined;
      return [name, Object.assign(send('event'), { __endpoint: declaration, run: send('schedule') })];
    }),
  );
}
