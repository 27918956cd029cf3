import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names the folder in which every process notes the indexes that its queries used; nothing is noted without it. */
export const USED_INDEXES_VARIABLE = 'SYNC_SAM_USED_INDEXES';

export function noteUsedIndex(name: string): void {
  const folder = process.env[USED_INDEXES_VARIABLE];
  if (folder !== undefined) appendFileSync(join(folder, String(process.pid)), `${name}\n`);
}

/** The indexes that all processes have noted in a folder. */
export function usedIndexes(folder: string): Set<string> {
  const notes = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  return new Set(notes.flatMap((text) => text.trim().split('\n')));
}
