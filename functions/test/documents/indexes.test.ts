import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { indexUsage } from '../../src/platform/firestore/documentSize';
import { readIndexDefinitions } from '../../../tools/emulators/firestore/indexes/definitions';

const { indexes, fieldOverrides } = readIndexDefinitions();
const dataModel = readFileSync(resolve(__dirname, '../../../docs/data-model.md'), 'utf8');

/** Collections whose documents have all fields of another's. */
const ALIKE: Record<string, string> = { sync_preview: 'sync_index' };

/** What the documents' page says of a collection: the text below the heading of its name. */
function sectionOf(collectionGroup: string): string {
  const alike = ALIKE[collectionGroup];
  return textBelow(collectionGroup) + (alike === undefined ? '' : textBelow(alike));
}

function textBelow(collectionGroup: string): string {
  const heading = new RegExp(`^#+ ${collectionGroup}(/\\w+)?$`, 'm').exec(dataModel);
  return heading === null ? '' : (dataModel.slice(heading.index + heading[0].length).split(/^#/m)[0] ?? '');
}

const fields = [
  ...indexes.flatMap(({ collectionGroup, fields: own }) =>
    own.map(({ fieldPath }) => [collectionGroup, fieldPath] as const),
  ),
  ...fieldOverrides.map(({ collectionGroup, fieldPath }) => [collectionGroup, fieldPath] as const),
];

describe('firestore.indexes.json', () => {
  it('is about fields that the documents have', () => {
    const unknown = fields.filter(([group, path]) => !sectionOf(group).includes(`\`${path.split('.')[0]}`));
    expect(unknown.map(([group, path]) => `${group}.${path}`)).toEqual([]);
  });

  it('defines nothing twice', () => {
    const all = [...indexes, ...fieldOverrides].map((definition) => JSON.stringify(definition));
    expect(all.filter((text, position) => all.indexOf(text) !== position)).toEqual([]);
    const overridden = fieldOverrides.map(
      ({ collectionGroup, fieldPath }) => `${collectionGroup}.${fieldPath}`,
    );
    expect(new Set(overridden).size).toBe(overridden.length);
  });

  it('exempts what no query asks for and would take many entries, or long ones', () => {
    const unindexedOf = (collection: string) =>
      new Set(
        fieldOverrides
          .filter((override) => override.collectionGroup === collection && override.indexes.length === 0)
          .map(({ fieldPath }) => fieldPath),
      );
    const item = {
      name: 'Blue Dream',
      description: 'é'.repeat(5_000),
      imageUrls: Array.from({ length: 20 }, (_, index) => `https://images.example.com/${index}.jpg`),
    };
    const path = 'tenants/org1/publicViews/products/items/alleaves_9001';
    const entriesOf = (unindexed: ReadonlySet<string>) => indexUsage(path, item, unindexed).entries;
    expect([entriesOf(new Set()), entriesOf(unindexedOf('items'))]).toEqual([26, 2]);
    const run = { fillRates: { customers: { email: 0.5, phone: 0.4 }, orders: { email: 0.1 } } };
    expect(indexUsage('tenants/org1/sync_runs/1', run, unindexedOf('sync_runs')).entries).toBe(0);
  });

  it('exempts what is packed, large, or the time of its own writing, which only ever grows', () => {
    const exempt = fieldOverrides
      .filter((override) => override.indexes.length === 0)
      .map(({ collectionGroup, fieldPath }) => `${collectionGroup}.${fieldPath}`);
    const groups = [...dataModel.matchAll(/^## (\w+)/gm)].map(([, name = '']) => name);
    const stamped = groups.filter((group) => textBelow(group).includes('`updatedAt`'));
    expect(stamped).toEqual(['customers', 'orders', 'customer_spending', 'items']);
    expect(exempt).toEqual(
      expect.arrayContaining([
        ...stamped.map((group) => `${group}.updatedAt`),
        'customers.segmentedAt',
        'customers.notes',
        'orders.items',
        'sync_quarantine.lastSeenAt',
        'sync_index.entries',
        'sync_preview.entries',
        'sync_quarantine.payload',
        'sync_runs.stages',
        'sync_runs.fillRates',
        'sync_runs.unknownStatuses',
        'sync_status.run',
        'sync_status.baseline',
        'sync_quarantine.issues',
        'items.description',
        'items.imageUrls',
        'customers.segmentReason',
        'dead_letters.error',
        'dead_letters.message',
      ]),
    );
  });

  it('lets documents expire that are kept for a time', () => {
    const expiring = fieldOverrides.filter(({ ttl }) => ttl).map(({ collectionGroup }) => collectionGroup);
    expect(expiring.sort()).toEqual([
      'dead_letters',
      'segment_changes',
      'sync_preview',
      'sync_quarantine',
      'sync_runs',
    ]);
  });
});
