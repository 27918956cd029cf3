import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { z } from 'zod';
import type { Callable } from '../../functions/src/api/call/callable';
import { publicMenuAnswer, publicMenuQuery } from '../../functions/src/publicMenu/answerMenuRequest';
import { callInput } from './callInput';
import { documents } from './documents';
import { documentSchema } from './documentSchema';
import type { Schema } from './fields';

const BANNER = '// Made by `npm run api` from functions/src: change it there.';

/** `client/src/contract.ts`: what each callable takes and answers. */
export async function contractTypes(callables: readonly Callable[]): Promise<string> {
  const declarations = await Promise.all(
    callables.flatMap(({ name, input, output }) => [
      declare(`${capital(name)}Input`, callInput({ input })),
      declare(`${capital(name)}Output`, z.toJSONSchema(output)),
    ]),
  );
  const query = declare('PublicMenuQuery', withIntegers(z.toJSONSchema(publicMenuQuery, { io: 'input' })));
  const answer = declare('PublicMenuAnswer', z.toJSONSchema(publicMenuAnswer));
  const entries = callables.map(
    ({ name, summary, role }) =>
      `/** ${summary} Least role: ${role}. */\n${name}: { input: ${capital(name)}Input; output: ${capital(name)}Output };`,
  );
  return [
    BANNER,
    ...declarations,
    await query,
    await answer,
    `/** Every callable: what it takes and answers. */\nexport interface Callables {\n${entries.join('\n')}\n}`,
  ].join('\n\n');
}

/** `client/src/documents.ts`: the Firestore documents, as the client libraries read them. */
export async function documentTypes(): Promise<string> {
  const declarations = await Promise.all(
    documents.map((document) =>
      declare(`${capital(camel(document.name))}Document`, documentSchema(document)),
    ),
  );
  const timestamp =
    '/** A Firestore Timestamp, as the client libraries read it. */\nexport interface Timestamp {\nreadonly seconds: number;\nreadonly nanoseconds: number;\ntoDate(): Date;\n}';
  return [BANNER, timestamp, ...declarations].join('\n\n');
}

async function declare(name: string, schema: Schema): Promise<string> {
  const { title: _title, ...rest } = schema;
  const types = await compile(forTypes(rest) as JSONSchema, name, {
    bannerComment: '',
    format: false,
    additionalProperties: false,
    maxItems: -1,
  });
  return types.trim();
}

/** A schema for the generator: its own type for Timestamps, no titles (they would become types), and no bounds of arrays. */
function forTypes(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(forTypes);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema);
  const ref: unknown = Reflect.get(schema, '$ref');
  if (typeof ref === 'string') return { tsType: OWN_TYPES[ref] ?? 'unknown' };
  return Object.fromEntries(
    entries.filter(([name]) => !IGNORED.has(name)).map(([name, part]) => [name, forTypes(part)]),
  );
}

/** What the definitions of the documents' schemas are called here. */
const OWN_TYPES: Readonly<Record<string, string>> = {
  '#/$defs/timestamp': 'Timestamp',
  '#/$defs/bytes': 'Uint8Array',
};

const IGNORED: ReadonlySet<string> = new Set([
  '$schema',
  '$defs',
  'title',
  'default',
  'minItems',
  'maxItems',
  'examples',
]);

/** A query string takes a number as text, so the schema says nothing of its type. */
function withIntegers(schema: Schema): Schema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    typeof property === 'object' && property.type === undefined ? { ...property, type: 'integer' } : property,
  ]);
  return { ...schema, properties: Object.fromEntries(properties) as NonNullable<Schema['properties']> };
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function camel(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
