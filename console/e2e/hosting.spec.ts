import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { serverUrl } from './fixtures';

const { hosting } = JSON.parse(readFileSync(resolve(__dirname, '../../firebase.json'), 'utf8')) as {
  hosting: {
    headers: { source: string; headers: { key: string; value: string }[] }[];
  };
};

test('the function host answers with the headers of Hosting', async ({ request }) => {
  const everywhere = hosting.headers.find(({ source }) => source === '**')?.headers ?? [];
  expect(everywhere.length).toBeGreaterThan(5);
  for (const path of ['', 'greenleaf/customers', 'theme.js']) {
    const answered = (await request.get(`${serverUrl()}/console/${path}`)).headers();
    for (const { key, value } of everywhere) expect(answered[key.toLowerCase()]).toBe(value);
  }
});

test('every answer of the console carries a strict Content-Security-Policy', async ({ request }) => {
  for (const path of ['', 'greenleaf/customers', 'theme.js']) {
    const { 'content-security-policy': policy } = (
      await request.get(`${serverUrl()}/console/${path}`)
    ).headers();
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*|data:/);
  }
  const page = await (await request.get(`${serverUrl()}/console/`)).text();
  expect(page).not.toMatch(/<script>|<style|\sstyle=|\son\w+=/);
  const [, script] = /src="(\/console\/assets\/[^"]+)"/.exec(page) ?? [];
  expect((await request.get(`${serverUrl()}${script}`)).headers()['cache-control']).toContain('immutable');
  expect((await request.get(`${serverUrl()}/console/`)).headers()['cache-control']).toBe('no-cache');
});

test('answers 404 for parts of another version', async ({ request }) => {
  expect((await request.get(`${serverUrl()}/console/assets/gone.js`)).status()).toBe(404);
});
