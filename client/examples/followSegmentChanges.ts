import type { Client, ListSegmentChangesOutput } from '../src/index.ts';

type Change = ListSegmentChangesOutput['changes'][number];

/** Where a program that follows along has got to: keep it between two calls. */
export interface Place {
  /** The `at` of the newest change seen. */
  since: string;
  /** Changes of that very time, which come again. */
  seen: readonly string[];
}

/** The changes after a place, oldest first, and the place to go on from. Call it every few minutes. */
export async function changesSince(
  client: Client,
  { since, seen }: Place,
): Promise<{ changes: Change[]; place: Place }> {
  const changes: Change[] = [];
  for await (const page of client.pages('listSegmentChanges', { since, limit: 500 }))
    changes.push(...page.changes.filter(({ changeId }) => !seen.includes(changeId)));
  changes.reverse();
  const newest = changes.at(-1)?.at ?? since;
  const ofThatTime = changes.filter(({ at }) => at === newest).map(({ changeId }) => changeId);
  return {
    changes,
    place: { since: newest, seen: newest === since ? [...seen, ...ofThatTime] : ofThatTime },
  };
}
