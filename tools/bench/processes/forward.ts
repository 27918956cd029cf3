import { serialize } from 'node:v8';
import { post } from '../../emulators/process/exchange';

/** How a function is called: by an event, or as the handler of a schedule. */
export type CallKind = 'event' | 'schedule';

/** Where a function is served, once it may be called; each call goes to `{url}/{kind}/{name}`. */
export type FunctionUrl = (name: string) => Promise<string>;

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
      // Events hold the bytes of protobuf messages, which JSON does not carry.
      const send = (kind: CallKind) => async (event: unknown) =>
        post(`${await urlOf(name)}/${kind}/${name}`, {}, serialize(event));
      const declaration: unknown =
        typeof exported === 'function' ? Reflect.get(exported, '__endpoint') : undefined;
      return [name, Object.assign(send('event'), { __endpoint: declaration, run: send('schedule') })];
    }),
  );
}
