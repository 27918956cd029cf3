import { test as base, type Page } from '@playwright/test';
import { unsignedToken } from '../src/session/developmentSession';
import type { Claims } from '../src/session/claims';
import type { CallInput, CallName, CallOutput } from '../src/api/contract';

export { expect } from '@playwright/test';

export const PROJECT = 'demo-console';

export const staff = (orgId: string): Claims => ({ role: 'staff', orgId });
export const manager = (orgId: string): Claims => ({ role: 'manager', orgId });
export const owner = (orgId: string): Claims => ({ role: 'owner', orgId });
export const operator: Claims = { role: 'operator' };

/** Where the server is. */
export function serverUrl(): string {
  const url = process.env['CONSOLE_URL'];
  if (url === undefined) throw new Error('The server was not started: run the tests by npm test.');
  return url;
}

/** Opens a page of the console as somebody. @param path Behind `/console/`. */
export async function open(page: Page, claims: Claims, path: string): Promise<void> {
  const session = JSON.stringify({ claims, token: unsignedToken(claims, PROJECT) });
  await page.addInitScript((text) => {
    if (sessionStorage.getItem('development-session') === null)
      sessionStorage.setItem('development-session', text);
  }, session);
  await page.goto(`${serverUrl()}/console/${path}`);
}

/** Calls a function beside the page, as a colleague would. */
export async function callAs<Name extends CallName>(
  claims: Claims,
  name: Name,
  data: CallInput<Name>,
): Promise<CallOutput<Name>> {
  const response = await fetch(`${serverUrl()}/api/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${unsignedToken(claims, PROJECT)}`,
    },
    body: JSON.stringify({ data }),
  });
  const answer = (await response.json()) as { result?: CallOutput<Name>; error?: { message: string } };
  if (answer.result === undefined) throw new Error(answer.error?.message ?? 'no answer');
  return answer.result;
}

/** What a page may ask for by script: the callables, and where it is. */
const CALLS = /^\/(?:api\/\w+|__\/firebase\/init\.js(?:on)?)$/;

/** Where the simulated points of sale say that pictures are: the tests answer in its place. */
const PICTURES = 'https://images.example.com';

/** A picture of an item, in a color of its own. */
function pictureOf(url: string): string {
  const hue = Array.from(url).reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 360, 7);
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" viewBox="0 0 10 10">',
    `<rect width="10" height="10" fill="hsl(${hue} 40% 85%)"/>`,
    `<path d="M5 1C8 4 8 7 5 9C2 7 2 4 5 1Z" fill="hsl(${hue} 45% 45%)"/></svg>`,
  ].join('');
}

/**
 * Faults that no page may have: errors in the console (a refused policy is one), requests to anywhere else, and calls of anything
 * but the callables.
 */
export const test = base.extend<{ faults: string[]; elsewhere: readonly string[] }>({
  /** Origins that a test answers for itself. */
  elsewhere: [[], { option: true }],
  faults: [
    async ({ page, elsewhere }, use) => {
      await page.route(`${PICTURES}/**`, (route) =>
        route.fulfill({ contentType: 'image/svg+xml', body: pictureOf(route.request().url()) }),
      );
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          faults.push(message.text());
      });
      page.on('request', (request) => {
        const { protocol, origin, pathname } = new URL(request.url());
        if (protocol === 'blob:' || protocol === 'data:') return;
        if ([PICTURES, process.env['AUTH_URL'], ...elsewhere].includes(origin)) return;
        if (origin !== serverUrl()) faults.push(`external request: ${request.url()}`);
        if (['fetch', 'xhr'].includes(request.resourceType()) && !CALLS.test(pathname))
          faults.push(`not a callable: ${request.url()}`);
      });
      await use(faults);
      base.expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});
