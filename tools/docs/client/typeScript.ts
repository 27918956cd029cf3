import { compile, type JSONSchema } from 'json-schema-to-typescript';
import type { Schema } from '../fields';

export const BANNER = '// Made by `npm run api` from functions/src: change it there.';

/** A schema as an exported interface or type. */
export async function declaration(name: string, schema: Schema): Promise<string> {
  const { title: _title, ...rest } = schema;
  const types = await compile(forTypes(rest) as JSONSchema, name, {
    bannerComment: '',
    format: false,
    additionalProperties: false,
    maxItems: -1,
  });
  return types.trim().replaceAll(/\/\*\*\n \* (.*)\n \*\//g, '/** $1 */');
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

/** The index of a folder of types. */
export function indexOf(modules: readonly string[]): string {
  return [BANNER, modules.map((module) => `export type * from './${module}.ts';`).join('\n')].join('\n\n');
}

export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
