import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexNames, readIndexDefinitions } from '../../../tools/emulators/firestore/indexes/definitions';
import { USED_INDEXES_VARIABLE } from '../../../tools/emulators/firestore/indexes/usedIndexes';
import closeTestRun from './closeTestRun';

const ALL = indexNames(readIndexDefinitions());
const whole = {
  testPathPatterns: { patterns: [] },
  testNamePattern: '',
  onlyChanged: false,
  onlyFailures: false,
  findRelatedTests: false,
};

const before = process.env[USED_INDEXES_VARIABLE];
afterEach(() => {
  process.env[USED_INDEXES_VARIABLE] = before;
});

/** A run in which two processes have used these indexes. */
function runThatUsed(names: readonly string[]): void {
  const folder = join(mkdtempSync(join(tmpdir(), 'run-')), 'indexes');
  mkdirSync(folder);
  writeFileSync(join(folder, '1'), names.slice(0, 3).join('\n'));
  writeFileSync(join(folder, '2'), names.slice(3).join('\n'));
  process.env[USED_INDEXES_VARIABLE] = folder;
}

describe('the end of a test run', () => {
  it('is content where every index was used', () => {
    runThatUsed(ALL);
    expect(() => closeTestRun(whole)).not.toThrow();
  });

  it('names the index that no query used', () => {
    const [unused = '', ...used] = ALL;
    runThatUsed(used);
    expect(() => closeTestRun(whole)).toThrow(unused);
  });

  it.each([
    ['some files', { testPathPatterns: { patterns: ['callables'] } }],
    ['some names', { testNamePattern: 'lists' }],
    ['what changed', { onlyChanged: true }],
    ['what failed', { onlyFailures: true }],
    ['what is related', { findRelatedTests: true }],
    ['a shard', { shard: { shardIndex: 1, shardCount: 2 } }],
  ])('says nothing after a run of %s alone', (_part, narrowed) => {
    runThatUsed([]);
    expect(() => closeTestRun({ ...whole, ...narrowed })).not.toThrow();
  });
});
