import type { DocumentData } from 'firebase-admin/firestore';
import type { Change } from './change';
import type { ShardDocument } from './commit';
import { countEffects, type Effects } from './effects';
import { covers } from './shard/keyRange';
import { setOrDelete, type Shard } from './shard/shard';
import {
  decodeShard,
  encodeShard,
  REBUILDING,
  SHARD_VERSION,
  type QuarantineEntry,
} from './shard/shardCodec';
import type { IndexEntry, StreamDefinition } from './streams';

/** What the index said of a key before a commit. */
interface KeyState<Entry> {
  readonly entry: Entry | null;
  readonly quarantined: QuarantineEntry | null;
  readonly isRebuilding: boolean;
}

export type KeyStates<Entry> = ReadonlyMap<string, KeyState<Entry>>;
type Changes<Entry> = ReadonlyMap<string, Change<Entry>>;

/** What a shard says of some keys. */
export function statesOf<Entry>({ content }: Shard<Entry>, keys: Iterable<string>): KeyStates<Entry> {
  const states = new Map<string, KeyState<Entry>>();
  for (const key of keys) {
    const entry = content.entries.get(key) ?? null;
    const quarantined = content.quarantined.get(key) ?? null;
    states.set(key, { entry, quarantined, isRebuilding: content.isRebuilding });
  }
  return states;
}

export function halvesOf<Entry>(changes: Changes<Entry>): readonly [Changes<Entry>, Changes<Entry>] {
  const all = [...changes];
  const middle = Math.ceil(all.length / 2);
  return [new Map(all.slice(0, middle)), new Map(all.slice(middle))];
}

/**
 * The documents of shards as they are when the last of their changes are not made yet. The shards in memory can have gone on
 * meanwhile, so what was encoded is taken back, key by key.
 *
 * @param known Keys that the index had before.
 */
export async function withoutChanges<Entry extends IndexEntry>(
  stream: StreamDefinition<Entry>,
  documents: readonly ShardDocument<Entry>[],
  changes: Changes<Entry>,
  before: KeyStates<Entry>,
  known: ReadonlySet<string>,
): Promise<ShardDocument<Entry>[]> {
  const undone = countEffects(changes, known);
  return Promise.all(
    documents.map(async ({ data, ...rest }) => {
      const content = await decodeShard(stream, SHARD_VERSION, data.entries);
      for (const key of changes.keys()) {
        const state = before.get(key);
        if (state === undefined || !covers(data, stream.sortable(key))) continue;
        setOrDelete(content.entries, key, state.entry);
        setOrDelete(content.quarantined, key, state.quarantined);
        if (key === REBUILDING) content.isRebuilding = state.isRebuilding;
      }
      const entries = await encodeShard(stream, content);
      const run: unknown = data['run'];
      return { ...rest, data: { ...data, count: content.entries.size, entries, run: minus(run, undone) } };
    }),
  );
}

/** A run's effects as a shard's document has them: the one that a shard was split off has all of them. */
function minus(run: unknown, effects: Effects): DocumentData | null {
  if (typeof run !== 'object' || run === null) return null;
  const left = Object.entries(effects).map(
    ([name, count]: [string, number]) => [name, Number(Reflect.get(run, name)) - count] as const,
  );
  return { ...run, ...Object.fromEntries<number>(left) };
}
