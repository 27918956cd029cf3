import { createClient, type PublicMenuAnswer } from '../src/index.ts';

/** All that a shop has in stock, for a page of its own: no token is needed. */
export async function wholeMenu(baseUrl: string, orgId: string): Promise<PublicMenuAnswer['items']> {
  const client = createClient({ baseUrl });
  const items: PublicMenuAnswer['items'] = [];
  let cursor: string | null = null;
  do {
    const page: PublicMenuAnswer = await client.publicMenu({ orgId, ...(cursor !== null && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}
