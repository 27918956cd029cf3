import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const BUNDLED = resolve(__dirname, '../../scripts/bundled.mjs');

/** Starts the server once for all tests, unless `CONSOLE_URL` says where one runs already; returns how to stop it. */
export default async function startServer(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['CONSOLE_URL'] !== undefined) return undefined;
  const server = spawn(process.execPath, [BUNDLED, resolve(__dirname, 'server.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((end) => server.once('exit', () => end()));
  const url = await new Promise<string>((found, fail) => {
    // The functions write their log there too.
    createInterface(server.stdout).on('line', (line) => {
      const match = /^\{"url":"(.+)"\}$/.exec(line);
      if (match?.[1] !== undefined) found(match[1]);
    });
    server.once('exit', (code) => fail(new Error(`The server ended with ${code}: its messages are above.`)));
  });
  process.env['CONSOLE_URL'] = url;
  return async () => {
    server.kill('SIGTERM');
    await ended;
  };
}
