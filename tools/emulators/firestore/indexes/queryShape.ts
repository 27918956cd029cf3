import { z } from 'zod';
import type { Message } from '../../../servers/grpcHandlers';
import type { Direction, Scope } from './definitions';

/** The document's own name, by which every index ends. */
export const NAME = '__name__';

export interface SortedField {
  path: string;
  direction: Direction;
}

/**
 * What of a query decides about its indexes (firebase.google.com/docs/firestore/query-data/index-overview), for one of the
 * conjunctions that its filters come to.
 */
export interface QueryShape {
  collectionGroup: string;
  scope: Scope;
  /** Fields compared for equality, the document's name left out. */
  equalities: ReadonlySet<string>;
  /** Array fields asked for an element. */
  contains: ReadonlySet<string>;
  /** The order, what it implies included, the name left out. */
  sort: readonly SortedField[];
  nameDirection: Direction;
  /** Fields that are summed or averaged, which have to be in the index too. */
  aggregated: ReadonlySet<string>;
}

const field = z.object({ fieldPath: z.string() }).transform(({ fieldPath }) => fieldPath);

const fieldFilter = z.object({ fieldFilter: z.object({ field, op: z.string() }) });
const unaryFilter = z.object({ unaryFilter: z.object({ field, op: z.string() }) });
type Filter =
  | z.infer<typeof fieldFilter>
  | z.infer<typeof unaryFilter>
  | { compositeFilter: { op: string; filters: Filter[] } };
const filter: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    fieldFilter,
    unaryFilter,
    z.object({ compositeFilter: z.object({ op: z.string(), filters: z.array(filter) }) }),
  ]),
);

const structuredQuery = z.object({
  from: z
    .array(z.object({ collectionId: z.string().default(''), allDescendants: z.boolean().default(false) }))
    .default([]),
  where: filter.optional(),
  orderBy: z.array(z.object({ field, direction: z.string().default('ASCENDING') })).default([]),
});

const aggregation = z.object({
  sum: z.object({ field }).optional(),
  avg: z.object({ field }).optional(),
});

const request = z.union([
  z.object({ structuredQuery }).transform((given) => ({ query: given.structuredQuery, aggregations: [] })),
  z
    .object({
      structuredAggregationQuery: z.object({
        structuredQuery,
        aggregations: z.array(aggregation).default([]),
      }),
    })
    .transform(({ structuredAggregationQuery: given }) => ({
      query: given.structuredQuery,
      aggregations: given.aggregations,
    })),
]);

/** One condition on one field. */
interface Condition {
  path: string;
  kind: 'equal' | 'in' | 'contains' | 'range';
}

const KINDS: Readonly<Record<string, Condition['kind']>> = {
  EQUAL: 'equal',
  IS_NULL: 'equal',
  IS_NAN: 'equal',
  IN: 'in',
  ARRAY_CONTAINS: 'contains',
  ARRAY_CONTAINS_ANY: 'contains',
};

/**
 * The shapes of a RunQuery or RunAggregationQuery request: one for each conjunction, all of which have to be served. None for
 * a query of no one collection (such as for deleting everything below a document), which walks the names.
 * @throws ZodError for what is no such request.
 */
export function queryShapes(message: Message): QueryShape[] {
  const { query, aggregations } = request.parse(message);
  const [from] = query.from;
  if (from === undefined || from.collectionId === '') return [];
  const summed = aggregations.flatMap(({ sum, avg }) => [sum?.field ?? [], avg?.field ?? []].flat());
  return conjunctions(query.where).map((conditions) => {
    const pathsOf = (kind: Condition['kind']) =>
      conditions.filter((condition) => condition.kind === kind).map(({ path }) => path);
    const order = fullOrder(query.orderBy, pathsOf('range'), new Set(pathsOf('equal')));
    const equalities = new Set([...pathsOf('equal'), ...pathsOf('in')]);
    // The values of `in` are sorted among each other where the query is ordered by them.
    for (const { path } of order.sort) equalities.delete(path);
    equalities.delete(NAME);
    const inIndex = new Set([...equalities, ...order.sort.map(({ path }) => path)]);
    return {
      collectionGroup: from.collectionId,
      scope: from.allDescendants ? 'COLLECTION_GROUP' : 'COLLECTION',
      equalities,
      contains: new Set(pathsOf('contains')),
      ...order,
      aggregated: new Set(summed.filter((path) => !inIndex.has(path))),
    };
  });
}

/** The filters in disjunctive normal form. */
function conjunctions(given: Filter | undefined): Condition[][] {
  if (given === undefined) return [[]];
  if (!('compositeFilter' in given)) {
    const { field: path, op } = 'fieldFilter' in given ? given.fieldFilter : given.unaryFilter;
    return [[{ path, kind: KINDS[op] ?? 'range' }]];
  }
  const { op, filters } = given.compositeFilter;
  const parts = filters.map(conjunctions);
  if (op === 'OR') return parts.flat();
  return parts.reduce<Condition[][]>(
    (all, alternatives) => all.flatMap((before) => alternatives.map((more) => [...before, ...more])),
    [[]],
  );
}

/** The order with what it implies: the fields of ranges, then the name, in the direction of what stands last. */
function fullOrder(
  orderBy: readonly { field: string; direction: string }[],
  ranges: readonly string[],
  equal: ReadonlySet<string>,
): Pick<QueryShape, 'sort' | 'nameDirection'> {
  const sort: SortedField[] = [];
  let direction: Direction = 'ASCENDING';
  const implied = [...new Set(ranges)].sort().map((field) => ({ field, direction: null }));
  for (const next of [...orderBy, ...implied]) {
    if (next.direction !== null) direction = next.direction === 'DESCENDING' ? 'DESCENDING' : 'ASCENDING';
    if (next.field === NAME) return { sort, nameDirection: direction };
    // What is equal for all needs no place in the order, and what has one keeps it.
    if (equal.has(next.field) || sort.some(({ path }) => path === next.field)) continue;
    sort.push({ path: next.field, direction });
  }
  return { sort, nameDirection: direction };
}
