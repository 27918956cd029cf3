import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { indexNames, readIndexDefinitions } from '../../../tools/emulators/firestore/indexes/definitions';
import { USED_INDEXES_VARIABLE, usedIndexes } from '../../../tools/emulators/firestore/indexes/usedIndexes';

/** What jest's global configuration says of the part of the tests that it runs. */
interface Selection {
  testPathPatterns: { patterns: readonly string[] };
  testNamePattern?: string;
  onlyChanged: boolean;
  onlyFailures: boolean;
  findRelatedTests: boolean;
  shard?: object;
}

/**
 * After all tests: removes their temporary files, and fails unless each index in `firestore.indexes.json` was used by a query of
 * some test. What a part of the tests uses says nothing, so it is looked at only when all have run.
 * @throws Error naming the indexes that nothing uses.
 */
export default function closeTestRun(config: Selection): void {
  const indexes = process.env[USED_INDEXES_VARIABLE];
  if (indexes === undefined) throw new Error('openTestRun has to run before the tests.');
  const used = usedIndexes(indexes);
  rmSync(dirname(indexes), { recursive: true });
  if (isPart(config)) return;
  const unused = indexNames(readIndexDefinitions()).filter((name) => !used.has(name));
  if (unused.length === 0) return;
  throw new Error(
    `No test runs a query that uses ${unused.join('; ')}: remove the index from firestore.indexes.json, or test what needs it.`,
  );
}

function isPart(config: Selection): boolean {
  const { testPathPatterns, testNamePattern, onlyChanged, onlyFailures, findRelatedTests, shard } = config;
  const isNarrowed = testPathPatterns.patterns.length > 0 || (testNamePattern ?? '') !== '';
  return isNarrowed || onlyChanged || onlyFailures || findRelatedTests || shard !== undefined;
}
