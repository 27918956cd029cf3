import type { CompositeIndex, FieldOverride } from '../../../../emulators/firestore/indexes/definitions';
import { queryShapes } from '../../../../emulators/firestore/indexes/queryShape';
import { serve } from '../../../../emulators/firestore/indexes/requiredIndexes';

const equal = (path: string) => fieldFilter(path, 'EQUAL');
const fieldFilter = (path: string, op: string) => ({
  fieldFilter: { field: { fieldPath: path }, op, value: { integerValue: '1' } },
});
const and = (...filters: object[]) => ({ compositeFilter: { op: 'AND', filters } });
const or = (...filters: object[]) => ({ compositeFilter: { op: 'OR', filters } });
/** `a`, or `-a` for descending. */
const by = (...fields: string[]) =>
  fields.map((text) => ({
    field: { fieldPath: text.replace('-', '') },
    direction: text.startsWith('-') ? 'DESCENDING' : 'ASCENDING',
  }));

interface Asked {
  where?: object;
  orderBy?: object[];
  group?: boolean;
}
const structured = ({ where, orderBy, group = false }: Asked) => ({
  structuredQuery: {
    from: [{ collectionId: 'cities', ...(group && { allDescendants: true }) }],
    ...(where && { where }),
    ...(orderBy && { orderBy }),
  },
});
const aggregated = (asked: Asked, ...fields: string[]) => ({
  structuredAggregationQuery: {
    ...structured(asked),
    aggregations: [{ count: {} }, ...fields.map((path) => ({ sum: { field: { fieldPath: path } } }))],
  },
});

/** `a -b c@` is a ascending, b descending and c as an array. */
function index(text: string, queryScope: CompositeIndex['queryScope'] = 'COLLECTION'): CompositeIndex {
  return {
    collectionGroup: 'cities',
    queryScope,
    fields: text.split(' ').map((field) => {
      const fieldPath = field.replace(/[-@]/, '');
      if (field.endsWith('@')) return { fieldPath, arrayConfig: 'CONTAINS' };
      return { fieldPath, order: field.startsWith('-') ? 'DESCENDING' : 'ASCENDING' };
    }),
  };
}

function override(fieldPath: string, ...queryScopes: CompositeIndex['queryScope'][]): FieldOverride {
  return {
    collectionGroup: 'cities',
    fieldPath,
    indexes: queryScopes.map((queryScope) => ({ order: 'ASCENDING', queryScope })),
  };
}

/** `used` indexes, or what is `missing`, in the notation of {@link index}. */
function outcome(request: object, indexes: CompositeIndex[] = [], fieldOverrides: FieldOverride[] = []) {
  return queryShapes({ ...request }).map((shape) => {
    const service = serve(shape, { indexes, fieldOverrides });
    if ('used' in service) return service.used;
    const { fields, queryScope } = service.missing;
    const missing = fields.map((field) =>
      'order' in field
        ? `${field.order === 'DESCENDING' ? '-' : ''}${field.fieldPath}`
        : `${field.fieldPath}@`,
    );
    return `${missing.join(' ')}${queryScope === 'COLLECTION' ? '' : ' in the group'}`;
  });
}

const SERVED = [[]];

describe('no index has to be defined', () => {
  it.each([
    ['for all documents by name', structured({})],
    ['for a range of names', structured({ where: fieldFilter('__name__', 'GREATER_THAN') })],
    ['for all documents of a collection group', structured({ group: true })],
    ['for equality', structured({ where: equal('a') })],
    [
      'for equality of several fields, which is merged',
      structured({ where: and(equal('a'), equal('b'), equal('c')) }),
    ],
    [
      'for equality with an element',
      structured({ where: and(equal('a'), fieldFilter('tags', 'ARRAY_CONTAINS')) }),
    ],
    ['for equality in the order of names', structured({ where: equal('a'), orderBy: by('__name__') })],
    [
      'for equality and a range of names',
      structured({ where: and(equal('a'), fieldFilter('__name__', 'LESS_THAN')) }),
    ],
    ['for null', structured({ where: { unaryFilter: { field: { fieldPath: 'a' }, op: 'IS_NULL' } } })],
    ['for one of several values', structured({ where: fieldFilter('a', 'IN') })],
    [
      'for a range',
      structured({ where: and(fieldFilter('a', 'GREATER_THAN'), fieldFilter('a', 'LESS_THAN')) }),
    ],
    ['for a range in its order', structured({ where: fieldFilter('a', 'GREATER_THAN'), orderBy: by('-a') })],
    ['for one order, with its tie-break', structured({ orderBy: by('-a', '-__name__') })],
    ['for an order of what is equal anyway', structured({ where: equal('a'), orderBy: by('a') })],
    ['for a map’s field', structured({ orderBy: by('a.b') })],
    ['for alternatives that need none', structured({ where: or(equal('a'), equal('b')) })],
    ['for a count', aggregated({ where: and(equal('a'), equal('b')) })],
    ['for a sum over everything', aggregated({}, 'a')],
    ['for a sum of what the range is on', aggregated({ where: fieldFilter('a', 'GREATER_THAN') }, 'a')],
  ])('%s', (_what, request) => {
    expect(outcome(request).flat()).toEqual([]);
  });
});

describe('an index is missing', () => {
  it.each([
    ['for all documents by name backwards', structured({ orderBy: by('-__name__') }), '-__name__'],
    ['for a tie-break against the order', structured({ orderBy: by('-a', '__name__') }), '-a __name__'],
    ['for two orders', structured({ orderBy: by('a', '-b') }), 'a -b'],
    ['for equality and an order', structured({ where: equal('a'), orderBy: by('-b') }), 'a -b'],
    [
      'for equality and a range',
      structured({ where: and(equal('a'), fieldFilter('b', 'LESS_THAN')) }),
      'a b',
    ],
    ['for an inequality', structured({ where: and(equal('a'), fieldFilter('b', 'NOT_EQUAL')) }), 'a b'],
    [
      'for ranges of two fields',
      structured({ where: and(fieldFilter('b', 'LESS_THAN'), fieldFilter('a', 'LESS_THAN')) }),
      'a b',
    ],
    [
      'for an order and a range of another field',
      structured({ where: fieldFilter('a', 'LESS_THAN'), orderBy: by('-b') }),
      '-b -a',
    ],
    [
      'for one of several values and an order',
      structured({ where: fieldFilter('a', 'IN'), orderBy: by('b') }),
      'a b',
    ],
    [
      'for an element and an order',
      structured({ where: fieldFilter('tags', 'ARRAY_CONTAINS'), orderBy: by('b') }),
      'tags@ b',
    ],
    ['for equality and a sum', aggregated({ where: equal('a') }, 'b'), 'a b'],
    ['for two sums', aggregated({}, 'a', 'b'), 'a b'],
    ['for equality in a collection group', structured({ where: equal('a'), group: true }), 'a in the group'],
  ])('%s', (_what, request, missing) => {
    expect(outcome(request)).toEqual([missing]);
  });

  it('for each alternative that needs one', () => {
    const where = and(equal('a'), or(equal('b'), equal('c')));
    expect(outcome(structured({ where, orderBy: by('d') }))).toEqual(['a b d', 'a c d']);
  });

  it('where the field is exempt, or the map around it', () => {
    expect(outcome(structured({ where: equal('a') }), [], [override('a')])).toEqual(['a']);
    expect(outcome(structured({ orderBy: by('a.b') }), [], [override('a')])).toEqual(['a.b']);
    expect(outcome(structured({ orderBy: by('ab') }), [], [override('a')])).toEqual(SERVED);
  });
});

describe('a defined index', () => {
  const orderedBy = (...fields: string[]) =>
    structured({ where: and(equal('a'), equal('b')), orderBy: by(...fields) });

  it('serves equality, whatever its order in the index, and then the order', () => {
    for (const text of ['a b -c', 'b a -c', '-b a -c']) {
      expect(outcome(orderedBy('-c'), [index(text)])).toEqual([
        [expect.stringMatching(/^cities \(.*\) COLLECTION$/)],
      ]);
    }
  });

  it('does not serve another direction, another order, or a field that is not asked for', () => {
    for (const text of ['a b c', 'a -c b', 'a b d -c', '-c', 'a b']) {
      expect(outcome(orderedBy('-c'), [index(text)])).toEqual(['a b -c']);
    }
    expect(outcome(orderedBy('c', '-d'), [index('a b c d')])).toEqual(['a b c -d']);
  });

  it('is merged with others of the same order', () => {
    expect(outcome(orderedBy('-c'), [index('a -c'), index('b -c')])).toEqual([
      ['cities (a ASCENDING, c DESCENDING) COLLECTION', 'cities (b ASCENDING, c DESCENDING) COLLECTION'],
    ]);
    expect(outcome(orderedBy('-c'), [index('a -c'), index('b c')])).toEqual(['a b -c']);
  });

  it('is left alone where it is not needed', () => {
    expect(outcome(structured({ where: and(equal('a'), equal('b')) }), [index('a b')])).toEqual(SERVED);
    const both = [index('a -c'), index('b -c'), index('a b -c')];
    expect(outcome(orderedBy('-c'), both)).toEqual([
      ['cities (a ASCENDING, b ASCENDING, c DESCENDING) COLLECTION'],
    ]);
  });

  it('serves an element before an order, and sums in any order', () => {
    const element = structured({ where: fieldFilter('tags', 'ARRAY_CONTAINS'), orderBy: by('b') });
    expect(outcome(element, [index('tags@ b')])[0]).toHaveLength(1);
    expect(outcome(element, [index('tags b')])).toEqual(['tags@ b']);
    expect(outcome(aggregated({ where: equal('a') }, 'b', 'c'), [index('a -c b')])[0]).toHaveLength(1);
  });

  it('can name the direction of the tie-break', () => {
    expect(outcome(structured({ orderBy: by('-a', '__name__') }), [index('-a __name__')])[0]).toHaveLength(1);
    expect(outcome(structured({ orderBy: by('-__name__') }), [index('-__name__')])[0]).toHaveLength(1);
  });

  it('has a scope', () => {
    const group = structured({ where: equal('a'), orderBy: by('b'), group: true });
    expect(outcome(group, [index('a b')])).toEqual(['a b in the group']);
    expect(outcome(group, [index('a b', 'COLLECTION_GROUP')])[0]).toHaveLength(1);
    const single = structured({ where: fieldFilter('a', 'LESS_THAN'), group: true });
    expect(outcome(single, [], [override('a', 'COLLECTION', 'COLLECTION_GROUP')])).toEqual([
      ['cities.a COLLECTION_GROUP'],
    ]);
    expect(outcome(single, [], [override('a', 'COLLECTION')])).toEqual(['a in the group']);
  });
});

describe('a query of no one collection', () => {
  it('walks the names', () => {
    expect(queryShapes({ structuredQuery: { from: [{ allDescendants: true }] } })).toEqual([]);
  });
});
