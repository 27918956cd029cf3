import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

/** The indexes that are deployed with this project. */
const FILE = resolve(__dirname, '../../../../firestore.indexes.json');

const scope = z.enum(['COLLECTION', 'COLLECTION_GROUP']);
const order = z.enum(['ASCENDING', 'DESCENDING']);
export type Scope = z.infer<typeof scope>;
export type Direction = z.infer<typeof order>;

const indexedField = z.union([
  z.strictObject({ fieldPath: z.string(), order }),
  z.strictObject({ fieldPath: z.string(), arrayConfig: z.literal('CONTAINS') }),
]);

const composite = z.strictObject({
  collectionGroup: z.string(),
  queryScope: scope,
  fields: z.array(indexedField).min(1),
});

const override = z.strictObject({
  collectionGroup: z.string(),
  fieldPath: z.string(),
  ttl: z.boolean().optional(),
  indexes: z.array(
    z.union([
      z.strictObject({ order, queryScope: scope }),
      z.strictObject({ arrayConfig: z.literal('CONTAINS'), queryScope: scope }),
    ]),
  ),
});

const definitions = z.strictObject({ indexes: z.array(composite), fieldOverrides: z.array(override) });

/** `firestore.indexes.json`: composite indexes, and fields whose own indexes differ from the automatic ones. */
export type IndexDefinitions = z.infer<typeof definitions>;
export type CompositeIndex = z.infer<typeof composite>;
export type FieldOverride = z.infer<typeof override>;

/** @throws Error naming what in the file is no index. */
export function readIndexDefinitions(file = FILE): IndexDefinitions {
  const parsed = definitions.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`${file} can't be read as indexes: ${z.prettifyError(parsed.error)}`);
}

/** An index in one line, as reports name it. */
export function nameOf({ collectionGroup, queryScope, fields }: CompositeIndex): string {
  const names = fields.map(
    (field) => `${field.fieldPath} ${'order' in field ? field.order : field.arrayConfig}`,
  );
  return `${collectionGroup} (${names.join(', ')}) ${queryScope}`;
}

/** The index of one field for queries across collections, which there is only if an override says so. */
export function groupIndexName(collectionGroup: string, fieldPath: string): string {
  return `${collectionGroup}.${fieldPath} COLLECTION_GROUP`;
}

/** The names of all indexes that cost something, and that some query should use. */
export function indexNames({ indexes, fieldOverrides }: IndexDefinitions): string[] {
  const groups = fieldOverrides.filter(({ indexes: own }) =>
    own.some(({ queryScope }) => queryScope === 'COLLECTION_GROUP'),
  );
  return [
    ...indexes.map(nameOf),
    ...groups.map(({ collectionGroup, fieldPath }) => groupIndexName(collectionGroup, fieldPath)),
  ];
}
