import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type MenuPosition, menuPage } from '../../domain/menu';
import { STRAIN_TYPES } from '../../domain/strainType';
import { ORG_ID } from '../../firestore/paths';
import type { Log } from '../../platform/log';
import { callableLogs } from '../logs';
import { cursorField, nextCursorField, PageCursors } from '../pageCursor';
import { asRequestError } from '../asRequestError';
import { badInput } from '../badInput';
import { RequestError, type RequestErrorStatus } from '../requestError';
import type { PublicMenus } from './publicMenus';

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
    .array(
      z.object({
        id: z.string(),
        name: z.string().nullable(),
        brand: z.string().nullable(),
        category: z.string().nullable(),
        price: z.number().nullable().describe('Dollars.'),
        thcPercent: z.number().nullable().describe('null where no laboratory has measured.'),
        cbdPercent: z.number().nullable(),
        strain: z.string().nullable(),
        strainType: z.enum(STRAIN_TYPES).nullable(),
        imageUrl: z.string().nullable(),
        featured: z.boolean(),
        sortOrder: z.number().nullable(),
      }),
    )
    .max(MAX_LIMIT)
    .describe('In stock; featured items first, then by sortOrder, category and name, what lacks one last.'),
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
    const refused = refusal(405, 'method_not_allowed', 'A menu can only be read: use GET or HEAD.');
    return { ...refused, headers: { ...refused.headers, allow: 'GET, HEAD' } };
  }
  try {
    const body = JSON.stringify(await pageOf(menus, query));
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    const headers = {
      'cache-control': `public, max-age=${menus.maxAgeSeconds}`,
      etag,
      'access-control-expose-headers': 'ETag',
    };
    if (isMatch(ifNoneMatch, etag)) return { status: 304, headers, body: '' };
    return { status: 200, headers: { ...headers, 'content-type': JSON_TYPE }, body };
  } catch (error) {
    const failure = asRequestError(error);
    const status = HTTP_STATUS[failure.status] ?? 500;
    if (status >= 500) callableLogs.menuFailed(log, failure);
    return refusal(status, failure.code, failure.message);
  }
}

/** Compared weakly (RFC 9110, 13.1.2): whoever compresses on the way marks a tag as weak. */
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
      'There is no menu under this orgId: check it; a shop whose sync is paused shows none.',
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

const JSON_TYPE = 'application/json; charset=utf-8';

function refusal(status: number, code: string, message: string): HttpAnswer {
  return {
    status,
    headers: { 'content-type': JSON_TYPE, 'cache-control': 'no-store' },
    body: JSON.stringify({ error: { code, message } }),
  };
}
