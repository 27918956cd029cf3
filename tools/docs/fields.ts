import type { z } from 'zod';

export type Schema = z.core.JSONSchema.BaseSchema;

/** One line of a table of fields. */
export interface Field {
  /** The path from the top: `customers[].email`. */
  name: string;
  type: string;
  required: boolean;
  limits: string;
  description: string;
  /** Of a document's field; else empty. */
  owner: string;
  unit: string;
}

/** The fields of an object, nested ones after the one that holds them. */
export function fieldsOf(schema: Schema, parent = ''): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const field = asSchema(property);
    const name = parent === '' ? key : `${parent}.${key}`;
    const required = schema.required?.includes(key) ?? false;
    return [
      {
        name,
        type: typeOf(field),
        required,
        limits: limitsOf(field).join(', '),
        description: field.description ?? '',
        owner: annotation(field, 'x-owner'),
        unit: annotation(field, 'x-unit'),
      },
      ...nestedFields(field, name),
    ];
  });
}

function nestedFields(schema: Schema, name: string): Field[] {
  if (schema.items !== undefined) return nestedFields(itemOf(schema), `${name}[]`);
  const values = schema.additionalProperties;
  return [
    ...fieldsOf(schema, name),
    ...(typeof values === 'object' ? nestedFields(values, `${name}.*`) : []),
    ...variantsOf(schema).flatMap((variant) => nestedFields(variant, name)),
  ];
}

function annotation(schema: Schema, name: string): string {
  const value: unknown = schema[name];
  return typeof value === 'string' ? value : '';
}

/** The type in words: `array of string or null`. */
function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.replace(/^.*\//, '');
  const variants = variantsOf(schema);
  if (variants.length > 0) return oneOf(variants.map(typeOf));
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return oneOf(schema.enum.map(literal));
  if (schema.type === undefined) return 'any JSON';
  if (schema.type === 'array') return `array of ${typeOf(itemOf(schema))}`;
  if (typeof schema.additionalProperties === 'object') {
    return `object of ${typeOf(schema.additionalProperties)} by ${typeOf(asSchema(schema.propertyNames))}`;
  }
  const { format = '' } = schema;
  return FORMATS[format] ?? oneOf([schema.type].flat());
}

function oneOf(words: readonly string[]): string {
  return [...new Set(words)].join(' or ');
}

function literal(value: unknown): string {
  return `\`${String(value)}\``;
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'instant (ISO 8601, UTC)',
  date: 'date (`YYYY-MM-DD`)',
  email: 'email address',
};

/** Zod gives every integer the bounds of those that a double holds exactly, which says nothing. */
const SAFE = [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

function limitsOf(schema: Schema): string[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const bound = (value: number | undefined, words: (value: number) => string) =>
    value === undefined || SAFE.includes(value) ? [] : [words(value)];
  return [
    ...bound(minimum, (value) => `at least ${value}`),
    ...bound(maximum, (value) => `at most ${value}`),
    ...bound(minLength, (value) => (value === 1 ? 'not empty' : `${value} characters or more`)),
    ...bound(schema.format === undefined ? maxLength : undefined, (value) => `${value} characters at most`),
    ...bound(minItems, (value) => `${value} or more`),
    ...bound(maxItems, (value) => `${value} at most`),
    ...(schema.pattern !== undefined && schema.format === undefined ? [`\`${schema.pattern}\``] : []),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
    ...variantsOf(schema).flatMap(limitsOf),
    ...(schema.type === 'array' ? limitsOf(itemOf(schema)).map((limit) => `each ${limit}`) : []),
  ];
}

export function variantsOf(schema: Schema): Schema[] {
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map(asSchema);
}

export function itemOf(schema: Schema): Schema {
  return Array.isArray(schema.items) ? {} : asSchema(schema.items);
}

/** JSON Schema knows `true` and `false` as schemas too; neither says anything about fields. */
export function asSchema(schema: Schema | boolean | undefined): Schema {
  return typeof schema === 'object' ? schema : {};
}
