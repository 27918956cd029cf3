import express from 'express';
import { consoleRoutes } from '../../../emulators/host/console';
import { type HttpServer, startHttpServer } from '../../../servers/httpServer';

const now = new Date('2026-11-20T15:00:00Z');
let server: HttpServer;

beforeAll(async () => {
  const app = express().use(consoleRoutes({ project: 'demo-console-host', clock: { now: () => now } }));
  server = await startHttpServer(app, '127.0.0.1', 0);
});
afterAll(() => server.stop());

describe('consoleRoutes', () => {
  it('tells the console where it runs, as Hosting does', async () => {
    const answer = await fetch(`${server.url}/__/firebase/init.json`);
    expect(await answer.json()).toEqual({
      embedded: { project: 'demo-console-host', now: now.toISOString() },
    });
  });

  // Whether it is built or not: `npm run test:console` looks at the rest.
  it('answers under the policy of firebase.json', async () => {
    const answer = await fetch(`${server.url}/console/org1/customers`);
    expect([200, 503]).toContain(answer.status);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  it('lets what is built be kept for ever', async () => {
    const answer = await fetch(`${server.url}/console/assets/gone.js`);
    expect([404, 503]).toContain(answer.status);
    expect(answer.headers.get('cache-control')).toContain('immutable');
  });
});
