import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { USED_INDEXES_VARIABLE } from '../../local/emulators/firestore/indexes/usedIndexes';

/** Before all tests: makes every embedded Firestore note the indexes that its queries use. */
export default function collectUsedIndexes(): void {
  process.env[USED_INDEXES_VARIABLE] = mkdtempSync(join(tmpdir(), 'sync-sam-indexes-'));
}
