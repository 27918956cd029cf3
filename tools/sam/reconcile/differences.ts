/** Ids kept of one kind of difference: enough to act on, however many there are. */
const MAX_IDS = 10_000;

/** Records of one kind: how many, and which. */
export interface Found {
  count: number;
  /** The first 10,000. */
  ids: string[];
}

/** The kinds of what is found. */
export const KINDS = ['missing', 'stale', 'extra', 'unreadable'] as const;

export interface Differences {
  /** Records that the POS has and a sync would store. */
  records: number;
  /** The POS has it, Firestore has not. */
  missing: Found;
  /** Both have it, and the document does not say what the POS does. */
  stale: Found;
  /** Firestore has it, the POS has not. */
  extra: Found;
  /** The POS's row can't be read: whether its document is right is not known. */
  unreadable: Found;
  /** Rows that a sync leaves out on purpose, by reason. */
  skipped: Record<string, number>;
}

export function noDifferences(): Differences {
  const nothing = () => ({ count: 0, ids: [] });
  return {
    records: 0,
    missing: nothing(),
    stale: nothing(),
    extra: nothing(),
    unreadable: nothing(),
    skipped: {},
  };
}

export function addFound(found: Found, id: string): void {
  found.count += 1;
  if (found.ids.length < MAX_IDS) found.ids.push(id);
}

/** Takes back one that was added, if it is among those listed. */
export function takeBack(found: Found, id: string): void {
  const position = found.ids.indexOf(id);
  if (position < 0) return;
  found.ids.splice(position, 1);
  found.count -= 1;
}

/** Whether POS and Firestore have been found to differ. */
export function isDifferent({ missing, stale, extra }: Differences): boolean {
  return missing.count + stale.count + extra.count > 0;
}
