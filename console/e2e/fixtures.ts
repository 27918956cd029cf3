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
const CALLS = /^\/(?:api\/\w+|__\/firebase\/init\.json)$/;

/**
 * Faults that no page may have: errors in the console (a refused policy is one), requests to anywhere else, and calls of anything
 * but the callables.
 */
export const test = base.extend<{ faults: string[]; elsewhere: readonly string[] }>({
  /** Origins that a test answers for itself. */
  elsewhere: [[], { option: true }],
  faults: [
    async ({ page, elsewhere }, use) => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          faults.push(message.text());
      });
      page.on('request', (request) => {
        const { protocol, origin, pathname } = new URL(request.url());
        if (protocol === 'blob:' || protocol === 'data:' || elsewhere.includes(origin)) return;
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
