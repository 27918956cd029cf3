import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexNames, readIndexDefinitions } from '../../../../emulators/firestore/indexes/definitions';
import { DemandedIndexes } from '../../../../emulators/firestore/indexes/demandedIndexes';
import { usedIndexes } from '../../../../emulators/firestore/indexes/usedIndexes';

const folder = () => mkdtempSync(join(tmpdir(), 'sync-sam-'));

describe('the indexes of this project', () => {
  const ofShards = 'sync_index (stream ASCENDING, from DESCENDING) COLLECTION';
  const ofDueCustomers = 'customers.segmentDueAt COLLECTION_GROUP';

  it('are composite ones and those of collection groups; exemptions are none', () => {
    const names = indexNames(readIndexDefinitions());
    expect(names).toEqual(expect.arrayContaining([ofShards, ofDueCustomers]));
    expect(names.filter((name) => name.includes('entries'))).toEqual([]);
  });

  it('are reported when a query uses them first', () => {
    const used: string[] = [];
    const indexes = new DemandedIndexes(readIndexDefinitions(), (name) => used.push(name));
    const request = {
      structuredQuery: {
        from: [{ collectionId: 'customers', allDescendants: true }],
        orderBy: [{ field: { fieldPath: 'segmentDueAt' }, direction: 'ASCENDING' }],
      },
    };
    indexes.check(request);
    indexes.check(request);
    expect(used).toEqual([ofDueCustomers]);
  });
});

describe('usedIndexes', () => {
  it('gathers the notes of all processes', () => {
    const notes = folder();
    writeFileSync(join(notes, '1'), 'a\nb\n');
    writeFileSync(join(notes, '2'), 'b\nc\n');
    expect(usedIndexes(notes)).toEqual(new Set(['a', 'b', 'c']));
    expect(usedIndexes(folder())).toEqual(new Set());
  });
});

describe('readIndexDefinitions', () => {
  it('names what in the file is no index', () => {
    const file = join(folder(), 'indexes.json');
    writeFileSync(
      file,
      '{"indexes":[{"collectionGroup":"a","queryScope":"COLECTION","fields":[]}],"fieldOverrides":[]}',
    );
    expect(() => readIndexDefinitions(file)).toThrow(/indexes.json can't be read as indexes.*queryScope/s);
  });
});
