import { asSchema, itemOf, type Schema, variantsOf } from './fields';

/**
 * A value that fits a schema: an example that the schema names (`.meta({ examples: [...] })`), else the least that fits:
 * the required fields, each with its default or the smallest value that its limits allow.
 */
export function exampleOf(schema: Schema, options: ExampleOptions = {}): unknown {
  const [example] = schema.examples ?? [];
  if (example !== undefined) return example;
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [variant] = variantsOf(schema);
  if (variant !== undefined) return exampleOf(variant, options);
  const [type = 'null'] = [schema.type].flat();
  return EXAMPLES[type]?.(schema, options) ?? null;
}

export interface ExampleOptions {
  /** How many things a list has, where it may; by default the fewest that it must. */
  items?: number;
}

const EXAMPLES: Readonly<Record<string, (schema: Schema, options: ExampleOptions) => unknown>> = {
  object: exampleObject,
  array: (schema, options) =>
    Array.from({ length: Math.max(schema.minItems ?? 0, options.items ?? 0) }, () =>
      exampleOf(itemOf(schema), options),
    ),
  string: ({ format = '', minLength = 0 }) => TEXTS[format] ?? 'x'.repeat(minLength),
  integer: ({ minimum = 1 }) => Math.max(minimum, 1),
  number: ({ minimum = 1 }) => Math.max(minimum, 1),
  boolean: () => true,
};

function exampleObject({ properties = {}, required = [] }: Schema, options: ExampleOptions): object {
  const fields = Object.entries(properties).filter(([name]) => required.includes(name));
  return Object.fromEntries(
    fields.map(([name, field]) => [name, BY_NAME[name] ?? exampleOf(asSchema(field), options)]),
  );
}

/** What fields of these names hold in every example. */
const BY_NAME: Readonly<Record<string, string>> = {
  orgId: 'org1',
  customerId: 'alleaves_42',
};

const TEXTS: Readonly<Record<string, string>> = {
  'date-time': '2026-11-20T15:00:00.000Z',
  date: '2026-11-20',
  email: 'jane@example.com',
};
