/** All pages of a listing, one after the other. @param ask Gets what the listing's input has to say about where to go on. */
export async function* pagesOf<Page extends { nextCursor: string | null }>(
  ask: (position: { cursor?: string }) => Promise<Page>,
): AsyncGenerator<Page> {
  let cursor: string | null = null;
  do {
    const page: Page = await ask(cursor === null ? {} : { cursor });
    yield page;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** The first entries of a listing, and whether they are all. */
export async function firstEntries<Page extends { nextCursor: string | null }, Entry>(
  pages: AsyncIterable<Page>,
  entriesOf: (page: Page) => readonly Entry[],
  limit: number,
): Promise<{ entries: Entry[]; complete: boolean }> {
  const entries: Entry[] = [];
  for await (const page of pages) {
    entries.push(...entriesOf(page));
    const isFull = entries.length > limit || (entries.length === limit && page.nextCursor !== null);
    if (isFull) return { entries: entries.slice(0, limit), complete: false };
  }
  return { entries, complete: true };
}
