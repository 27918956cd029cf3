import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { isLeftOut, REASON, running } from './environment';
import { increaseSpending } from './spending';

test.skip(isLeftOut, REASON);

const PACKAGE = resolve(__dirname, '../../node_modules/firebase');
const MODULES = ['app', 'auth', 'firestore', 'functions'];

/** At this address the modules of Google's package import each other. */
const PUBLISHED = /https:\/\/www\.gstatic\.com\/firebasejs\/[\d.]+\//g;

const imports = Object.fromEntries(MODULES.map((name) => [`firebase/${name}`, `/firebase-${name}.js`]));

/** What the page does once the printed lines have connected it and signed it in. */
const ASKING = `
import { doc, getDoc } from 'firebase/firestore';
const show = (id, text) => { document.getElementById(id).textContent = text; };
const customer = (orgId) => doc(firestore, 'tenants/' + orgId + '/customers/alleaves_4');
const outcome = (reading) => reading.then((found) => found.get('orgId'), ({ code }) => code);
show('shop', await outcome(getDoc(customer('greenleaf'))));
show('again', await outcome(getDoc(customer('greenleaf'))));
show('other', await outcome(getDoc(customer('oddities'))));
onSnapshot(customer('greenleaf'), (found) => show('segment', found.get('segment')));
`;

const pageOf = (lines: readonly string[]) => `<!doctype html>
<script type="importmap">${JSON.stringify({ imports })}</script>
<output id="shop"></output> <output id="again"></output> <output id="other"></output> <output id="segment"></output>
<script type="module">${[...lines, ASKING].join('\n')}</script>`;

/** Serves a client's page. An answer that Playwright made up would not do: the browser keeps such pages from asking this machine. */
const server = createServer((request, response) => {
  const [, module] = /^\/(firebase-\w+\.js)$/.exec(request.url ?? '') ?? [];
  if (module === undefined) {
    response.setHeader('content-type', 'text/html').end(pageOf(running().lines));
    return;
  }
  response.setHeader('content-type', 'text/javascript');
  void readFile(join(PACKAGE, module), 'utf8').then((text) => response.end(text.replace(PUBLISHED, '/')));
});
test.beforeAll(async () => {
  const { hostname, port } = new URL(running().page);
  await new Promise<void>((listening) => server.listen(Number(port), hostname, listening));
});
test.afterAll(() => void server.close());

test('the printed lines connect a page: it reads its own shop, no other, and sees a segment change', async ({
  page,
}) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  await page.goto(running().page);
  await expect(page.locator('#shop')).toHaveText('greenleaf');
  await expect(page.locator('#again')).toHaveText('greenleaf');
  await expect(page.locator('#other')).toHaveText('permission-denied');
  await expect(page.locator('#segment')).toHaveText('new');
  expect(logged.some((text) => text.startsWith('40 '))).toBe(true);
  await increaseSpending('greenleaf', '4');
  await expect(page.locator('#segment')).toHaveText('vip');
  expect(faults).toEqual([]);
});
