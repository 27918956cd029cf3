import { z } from 'zod';

const EXPORTS = /export const \{[^}]*\} = callableFunctions;/;

/** `functions/src/index.ts` with an export for each callable. @throws Error if it has no list of them. */
export function withExports(source: string, names: readonly string[]): string {
  if (!EXPORTS.test(source)) throw new Error('There is no list of callables in functions/src/index.ts.');
  return source.replace(EXPORTS, `export const {\n${names.toSorted().join(',\n')}\n} = callableFunctions;`);
}

const rewrite = z.looseObject({ function: z.object({ region: z.string() }).optional() });

/** Where Hosting's CDN serves the public menu. */
const MENU = { source: '/menu', functionId: 'getPublicMenu' };

/**
 * `firebase.json` with a rewrite for each callable, by which Hosting passes the console's calls on, and one for the public menu.
 * @param region Where the functions run; undefined leaves it as it is.
 */
export function withRewrites(text: string, names: readonly string[], region?: string): string {
  const revised: unknown = JSON.parse(text, (key, value: unknown) =>
    key === 'rewrites' ? revise(z.array(rewrite).parse(value), names, region) : value,
  );
  return JSON.stringify(revised, null, 2);
}

function revise(
  rewrites: readonly z.output<typeof rewrite>[],
  names: readonly string[],
  region = rewrites.find((given) => given.function)?.function?.region ?? 'us-central1',
): object[] {
  const calls = names
    .toSorted()
    .map((name) => ({ source: `/api/${name}`, function: { functionId: name, region } }));
  const menu = { source: MENU.source, function: { functionId: MENU.functionId, region } };
  return [...calls, menu, ...rewrites.filter((given) => given.function === undefined)];
}
