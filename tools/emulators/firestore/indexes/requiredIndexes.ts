import {
  type CompositeIndex,
  type Direction,
  groupIndexName,
  type IndexDefinitions,
  nameOf,
} from './definitions';
import { NAME, type QueryShape, type SortedField } from './queryShape';

/** The names of the defined indexes that serve a query, or the one that it lacks. */
export type Service = { used: string[] } | { missing: CompositeIndex };

type Mode = Direction | 'CONTAINS';

/** An index, automatic or defined: an unordered beginning of fields for equality, and an order. */
interface Candidate {
  /** Null for an index that is there by itself. */
  name: string | null;
  fields: readonly { path: string; mode: Mode }[];
  nameDirection: Direction;
}

/**
 * Which indexes serve a query, as Firestore's documentation has it: the order has to be the end of an index, in its directions, and the
 * fields before it have to be compared for equality. Several such indexes with the same end are merged.
 */
export function serve(shape: QueryShape, definitions: IndexDefinitions): Service {
  const { equalities, contains, sort, aggregated, nameDirection } = shape;
  const isByName = equalities.size + contains.size + sort.length + aggregated.size === 0;
  if (isByName && nameDirection === 'ASCENDING') return { used: [] };
  const automatic = automaticIndexes(shape, definitions);
  const used =
    merge(automatic, shape) ?? merge([...automatic, ...compositeIndexes(shape, definitions)], shape);
  return used === null ? { missing: indexFor(shape) } : { used };
}

/** The names of the candidates that serve a query together, the widest first; null if they don't. */
function merge(candidates: readonly Candidate[], shape: QueryShape): string[] | null {
  const serving = candidates
    .flatMap((candidate) => {
      const covered = coveredBy(candidate, shape);
      return covered === null ? [] : [{ candidate, covered }];
    })
    .sort((a, b) => b.covered.length - a.covered.length);
  const [widest] = serving;
  if (widest === undefined) return null;
  const open = new Set([...shape.equalities, ...shape.contains]);
  const used =
    open.size === 0
      ? [widest]
      : serving.filter(({ covered }) => covered.map((path) => open.delete(path)).includes(true));
  return open.size === 0 ? used.flatMap(({ candidate }) => candidate.name ?? []) : null;
}

/** Which of the compared fields an index covers, or null if it can't take part in serving the query. */
function coveredBy(candidate: Candidate, shape: QueryShape): string[] | null {
  const { equalities, contains, sort, aggregated } = shape;
  const tail = sort.length + aggregated.size;
  const beginning = candidate.fields.slice(0, candidate.fields.length - tail);
  const order = candidate.fields.slice(beginning.length, beginning.length + sort.length);
  const rest = candidate.fields.slice(beginning.length + sort.length);
  const fits =
    candidate.fields.length >= tail &&
    beginning.every(({ path, mode }) => (mode === 'CONTAINS' ? contains : equalities).has(path)) &&
    sort.every(
      ({ path, direction }, index) => order[index]?.path === path && order[index].mode === direction,
    ) &&
    rest.every(({ path }) => aggregated.has(path)) &&
    // A sum is the same in any order.
    (aggregated.size > 0 || candidate.nameDirection === shape.nameDirection);
  return fits ? beginning.map(({ path }) => path) : null;
}

/**
 * The indexes of single fields: automatic for a collection, for a collection group only if an override says so. They end by the name
 * in their own direction.
 */
function automaticIndexes(shape: QueryShape, definitions: IndexDefinitions): Candidate[] {
  const { collectionGroup, scope, equalities, contains, sort, aggregated } = shape;
  const asked: [path: string, mode: Mode][] = [
    ...[...equalities, ...aggregated].map((path): [string, Mode] => [path, 'ASCENDING']),
    ...[...contains].map((path): [string, Mode] => [path, 'CONTAINS']),
    ...sort.map(({ path, direction }): [string, Mode] => [path, direction]),
  ];
  return asked
    .filter(([path, mode]) => modesOf(shape, path, definitions).includes(mode))
    .map(([path, mode]) => ({
      name: scope === 'COLLECTION_GROUP' ? groupIndexName(collectionGroup, path) : null,
      fields: [{ path, mode }],
      nameDirection: mode === 'DESCENDING' ? mode : 'ASCENDING',
    }));
}

function modesOf(
  { collectionGroup, scope }: QueryShape,
  path: string,
  { fieldOverrides }: IndexDefinitions,
): Mode[] {
  const own = fieldOverrides
    .filter((override) => override.collectionGroup === collectionGroup)
    // A map's override is also that of the fields in it.
    .filter(({ fieldPath }) => path === fieldPath || path.startsWith(`${fieldPath}.`))
    .sort((a, b) => b.fieldPath.length - a.fieldPath.length)[0];
  if (own === undefined) return scope === 'COLLECTION' ? ['ASCENDING', 'DESCENDING', 'CONTAINS'] : [];
  return own.indexes
    .filter(({ queryScope }) => queryScope === scope)
    .map((index) => ('order' in index ? index.order : index.arrayConfig));
}

function compositeIndexes(shape: QueryShape, { indexes }: IndexDefinitions): Candidate[] {
  return indexes
    .filter(
      ({ collectionGroup, queryScope }) =>
        collectionGroup === shape.collectionGroup && queryScope === shape.scope,
    )
    .map((index) => {
      const fields = index.fields.map((field) => ({
        path: field.fieldPath,
        mode: 'order' in field ? field.order : field.arrayConfig,
      }));
      const last = fields.at(-1)?.mode;
      return {
        name: nameOf(index),
        fields: fields.filter(({ path }) => path !== NAME),
        nameDirection: last === 'DESCENDING' ? last : 'ASCENDING',
      };
    });
}

/** The index that would serve the query alone. */
function indexFor(shape: QueryShape): CompositeIndex {
  const { collectionGroup, scope, equalities, contains, sort, aggregated, nameDirection } = shape;
  const ordered = ({ path, direction }: SortedField) => ({ fieldPath: path, order: direction });
  const ascending = (path: string) => ordered({ path, direction: 'ASCENDING' });
  const isNameImplied = aggregated.size > 0 || (sort.at(-1)?.direction ?? 'ASCENDING') === nameDirection;
  return {
    collectionGroup,
    queryScope: scope,
    fields: [
      ...[...contains].map((path) => ({ fieldPath: path, arrayConfig: 'CONTAINS' as const })),
      ...[...equalities].map(ascending),
      ...sort.map(ordered),
      ...[...aggregated].map(ascending),
      ...(isNameImplied ? [] : [ordered({ path: NAME, direction: nameDirection })]),
    ],
  };
}
