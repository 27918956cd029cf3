import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type MenuPosition, menuPage } from '../rules/menu/menu';
import { ORG_ID } from '../documents/paths';
import type { Log } from '../platform/ports/log';
import { callableLogs } from '../api/call/logs';
import { cursorField, nextCursorField, PageCursors } from '../api/call/paging/pageCursor';
import { asRequestError } from '../api/call/errors/asRequestError';
import { badInput } from '../api/call/errors/badInput';
import { RequestError, type RequestErrorStatus } from '../api/call/errors/requestError';
import { answered } from '../api/call/fields/answered';
import type { PublicMenus } from './publicMenus';
import { publicItem } from './storedMenu';

/** Items on a page. */
const MAX_LIMIT = 200;

export const publicMenuQuery = z.strictObject({
  orgId: z.string().regex(ORG_ID).describe('The shop.'),
  category: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Only items of this category, in upper or lower case.'),
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(100).describe('Items on the page.'),
  cursor: cursorField,
});

export const publicMenuAnswer = z.object({
  items: z
    .array(z.object({ id: z.string(), ...answered(publicItem.shape) }))
    .max(MAX_LIMIT)
    .describe(
      'In stock. Featured items first, then by sortOrder, category and name; items without one come last.',
    ),
  total: z.int().min(0).describe('Items on all pages.'),
  nextCursor: nextCursorField,
});

const menuPosition: z.ZodType<MenuPosition> = z.object({
  featured: z.boolean(),
  sortOrder: z.number().nullable(),
  category: z.string().nullable(),
  name: z.string().nullable(),
  id: z.string(),
});

/** An answer over plain HTTPS. */
export interface HttpAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** JSON. */
  body: string;
}

/** A request over plain HTTPS. */
export interface MenuRequest {
  method: string;
  /** The parsed query string. */
  query: unknown;
  ifNoneMatch: string | undefined;
}

/**
 * Answers a request for a public menu. The entity tag follows from the content, so that all instances give the same. It is compared
 * here, because Express sends everything to a program that names a tag with `fetch`, which then says `no-cache` too.
 */
export async function answerMenuRequest(
  menus: PublicMenus,
  log: Log,
  { method, query, ifNoneMatch }: MenuRequest,
): Promise<HttpAnswer> {
  if (method !== 'GET' && method !== 'HEAD') {
    const refused = refusal(405, 'method_not_allowed', 'A menu is read-only. Use GET or HEAD.');
    return { ...refused, headers: { ...refused.headers, allow: 'GET, HEAD' } };
  }
  try {
    const body = JSON.stringify(await pageOf(menus, query));
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    const headers = {
      // The second is for Hosting's CDN in front of the function.
      'cache-control': `public, max-age=${menus.maxAgeSeconds}, s-maxage=${menus.maxAgeSeconds}`,
      etag,
      ...NOT_SNIFFED,
      'access-control-expose-headers': 'ETag',
    };
    if (isMatch(ifNoneMatch, etag)) return { status: 304, headers, body: '' };
    return { status: 200, headers: { ...headers, 'content-type': JSON_TYPE }, body };
  } catch (error) {
    const failure = asRequestError(error);
    const status = HTTP_STATUS[failure.status] ?? 500;
    if (status >= 500) callableLogs.menuFailed(log, failure);
    const refused = refusal(status, failure.code, failure.message);
    const later = status === 503 ? { 'retry-after': String(menus.maxAgeSeconds) } : {};
    return { ...refused, headers: { ...refused.headers, ...later } };
  }
}

/** Compared weakly (RFC 9110, 13.1.2): a proxy that compresses marks a tag as weak. */
function isMatch(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

async function pageOf(menus: PublicMenus, query: unknown): Promise<z.output<typeof publicMenuAnswer>> {
  const parsed = publicMenuQuery.safeParse(query);
  if (!parsed.success) throw badInput('The query', parsed.error.issues);
  const { orgId, category, limit, cursor } = parsed.data;
  const cursors = new PageCursors('getPublicMenu', { orgId, category }, menuPosition);
  const after = cursors.read(cursor);
  const menu = await menus.of(orgId);
  if (menu === null) {
    throw new RequestError(
      'not-found',
      'unknown_menu',
      "There's no menu for this orgId. Check it. A shop whose sync is paused doesn't show its menu.",
    );
  }
  const { items, total, next } = menuPage(menu, { category: category ?? null, after, limit });
  return { items, total, nextCursor: cursors.write(next) };
}

const HTTP_STATUS: Partial<Record<RequestErrorStatus, number>> = {
  'invalid-argument': 400,
  'not-found': 404,
  unavailable: 503,
};

/** Browsers take the answer for what it says it is. */
const NOT_SNIFFED = { 'x-content-type-options': 'nosniff' };

const JSON_TYPE = 'application/json; charset=utf-8';

function refusal(status: number, code: string, message: string): HttpAnswer {
  return {
    status,
    headers: { 'content-type': JSON_TYPE, 'cache-control': 'no-store', ...NOT_SNIFFED },
    body: JSON.stringify({ error: { code, message } }),
  };
}
