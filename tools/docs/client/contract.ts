import { z } from 'zod';
import type { Callable } from '../../../functions/src/api/call/callable';
import { callableNames, loadCallable, loadCallables } from '../../../functions/src/api/registry';
import { publicMenuAnswer, publicMenuQuery } from '../../../functions/src/publicMenu/answerMenuRequest';
import { callInput } from '../callInput';
import type { Schema } from '../fields';
import type { GeneratedFiles } from '../generatedFiles';
import { BANNER, capital, declaration, indexOf } from './typeScript';

export const CONTRACT_FOLDER = 'client/src/contract';

/** What each callable takes and answers, and the public menu: a file each. */
export const contractFiles: GeneratedFiles = {
  ...Object.fromEntries(
    callableNames.map((name) => [
      `${CONTRACT_FOLDER}/${name}.ts`,
      async () => callableTypes(await loadCallable(name)),
    ]),
  ),
  [`${CONTRACT_FOLDER}/getPublicMenu.ts`]: publicMenuTypes,
  [`${CONTRACT_FOLDER}/callables.ts`]: async () => callablesType(await loadCallables()),
  [`${CONTRACT_FOLDER}/index.ts`]: () => indexOf([...callableNames, 'getPublicMenu', 'callables']),
};

async function callableTypes({ name, input, output }: Callable): Promise<string> {
  return [
    BANNER,
    await declaration(`${capital(name)}Input`, callInput({ input })),
    await declaration(`${capital(name)}Output`, z.toJSONSchema(output)),
  ].join('\n\n');
}

async function publicMenuTypes(): Promise<string> {
  return [
    BANNER,
    await declaration('PublicMenuQuery', withIntegers(z.toJSONSchema(publicMenuQuery, { io: 'input' }))),
    await declaration('PublicMenuAnswer', z.toJSONSchema(publicMenuAnswer)),
  ].join('\n\n');
}

function callablesType(callables: readonly Callable[]): string {
  const imports = callables.map(
    ({ name }) => `import type { ${capital(name)}Input, ${capital(name)}Output } from './${name}.ts';`,
  );
  const entries = callables.map(
    ({ name, summary, role }) =>
      `/** ${summary} Least role: ${role}. */\n${name}: { input: ${capital(name)}Input; output: ${capital(name)}Output };`,
  );
  return [
    BANNER,
    imports.join('\n'),
    `/** Every callable: what it takes and answers. */\nexport interface Callables {\n${entries.join('\n')}\n}`,
  ].join('\n\n');
}

/** A query string takes a number as text, so the schema says nothing of its type. */
function withIntegers(schema: Schema): Schema {
  const properties: Schema['properties'] = {};
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    properties[name] =
      typeof property === 'object' && property.type === undefined
        ? { ...property, type: 'integer' }
        : property;
  return { ...schema, properties };
}
