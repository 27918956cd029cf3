import * as z from 'zod/mini';

/** What is typed into notes that aren't saved, and the notes that were there when that began. */
const draftNotes = z.object({ text: z.string(), began: z.nullable(z.string()) });
export type DraftNotes = z.infer<typeof draftNotes>;

/** The keys of drafts begin so. A shop's computers are shared: a draft is its author's, and signing out removes it. */
const PREFIX = 'draft-notes';

interface Place {
  /** Who writes, as the session has it. */
  author: string;
  orgId: string;
  customerId: string;
}

const keyOf = ({ author, orgId, customerId }: Place) => [PREFIX, author, orgId, customerId].join(' ');

/** The draft of this tab, which outlives leaving the page and reloading it; null if there is none. */
export function readDraft(place: Place): DraftNotes | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(place)) ?? 'null');
    return draftNotes.safeParse(stored).data ?? null;
  } catch {
    return null;
  }
}

export function keepDraft(place: Place, draft: DraftNotes | null): void {
  const key = keyOf(place);
  if (draft === null || draft.text === (draft.began ?? '')) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, JSON.stringify(draft));
}

/** Forgets the drafts of the person who was signed in. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}
