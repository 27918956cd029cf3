/** Tags of one customer at most: each is an entry of several of Firestore's indexes. */
export const MAX_TAGS = 50;

/** What staff may change of any customer. Tags are given as differences, so that edits made at the same time add up. */
export interface StaffEdits {
  tags?: { add?: readonly string[] | undefined; remove?: readonly string[] | undefined } | undefined;
  /** Null empties them; left out, they stay. */
  notes?: string | null | undefined;
}

export interface StaffFields {
  tags: readonly string[];
  notes: string | null;
}

/**
 * The staff's fields after an edit: tags that stay keep their order, new ones follow, none comes twice. A tag that is both added
 * and removed is there afterwards.
 */
export function applyStaffEdits(
  stored: StaffFields,
  edits: StaffEdits,
): { tags: string[]; notes: string | null } {
  const removed = new Set(edits.tags?.remove);
  const kept = stored.tags.filter((tag) => !removed.has(tag));
  return {
    tags: [...new Set([...kept, ...(edits.tags?.add ?? [])])],
    notes: edits.notes === undefined ? stored.notes : edits.notes === '' ? null : edits.notes,
  };
}
