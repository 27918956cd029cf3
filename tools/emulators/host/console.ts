import compression from 'compression';
import express, { type Response, Router } from 'express';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../../functions/src/platform/ports/clock';

const ROOT = resolve(__dirname, '../../..');

const hosting = z.object({
  hosting: z.object({
    public: z.string(),
    headers: z.array(
      z.object({
        /** `**`, or a folder: `/console/assets/**`. */
        source: z.string().regex(/^[^*]*\*\*$/),
        headers: z.array(z.object({ key: z.string(), value: z.string() })),
      }),
    ),
  }),
});

/**
 * Serves the console at `/console/` as Firebase Hosting does, with the headers of `firebase.json`: what its
 * Content-Security-Policy forbids fails on a developer's machine.
 */
export function consoleRoutes({ project, clock }: { project: string; clock: Clock }): Router {
  const settings = hosting.parse(JSON.parse(readFileSync(join(ROOT, 'firebase.json'), 'utf8'))).hosting;
  const folder = join(ROOT, settings.public, 'console');
  const setHeaders = (response: Response, path: string) => {
    for (const { source, headers } of settings.headers) {
      if (!path.startsWith(source.slice(0, -2))) continue;
      for (const { key, value } of headers) response.setHeader(key, value);
    }
  };
  const router = Router();
  // Hosting answers with the project's public configuration there.
  router.get('/__/firebase/init.json', (_request, response) => {
    response.json({ embedded: { project, now: clock.now().toISOString() } });
  });
  router.use('/console', (request, response, next) => {
    setHeaders(response, request.originalUrl);
    if (existsSync(folder)) next();
    else response.status(503).type('text').send("The console isn't built. Run npm run build:console.\n");
  });
  // As Hosting does: a page of hundreds of kilobytes would start slowly without.
  router.use('/console', compression());
  router.use('/console', express.static(folder, { cacheControl: false, index: false }));
  router.get('/console/{*path}', (request, response) => {
    if (request.path.startsWith('/console/assets/')) response.status(404).end();
    else response.sendFile('index.html', { root: folder, cacheControl: false });
  });
  return router;
}
