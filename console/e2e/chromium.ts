import { existsSync } from 'node:fs';

/** The headless shell first: it takes a third less processor time. */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/**
 * The browser that the tests drive: `CHROMIUM`, or one where distributions put it. Without any, ends the process by saying what to
 * install: a thrown message would stand above the runner's own stack.
 */
export function chromium(): string {
  const given = process.env['CHROMIUM'];
  const found = (given === undefined ? PLACES : [given]).find((path) => existsSync(path));
  if (found !== undefined) return found;
  console.error(
    'There is no Chromium: install it (Debian: apt-get install chromium-headless-shell), or set CHROMIUM to the path of one.',
  );
  process.exit(1);
}
