import { z } from 'zod';

/** What `npm run emulators -- --firestore hidane --auth` says of itself, and the lines of code that it prints. */
const environment = z.object({
  project: z.string(),
  firestore: z.string(),
  auth: z.string(),
  functions: z.url(),
  hosting: z.url(),
  /** Where a client's page may be that calls the functions. */
  page: z.url(),
  lines: z.array(z.string()).min(1),
});
export type Environment = z.infer<typeof environment>;

/** Set, with any value but nothing, it leaves out the tests that need hidane and the Firebase CLI. */
const LEAVE_OUT = 'WITHOUT_CLIENTS';
export const isLeftOut = Boolean(process.env[LEAVE_OUT]);
export const REASON = `left out by ${LEAVE_OUT}`;
export const HOW_WITHOUT = `To leave these tests out: ${LEAVE_OUT}=1.`;

const VARIABLE = 'CLIENTS';

export const isAnnounced = () => process.env[VARIABLE] !== undefined;

export function announce(started: unknown): void {
  const found = environment.parse(started);
  process.env[VARIABLE] = JSON.stringify(found);
  process.env['CONSOLE_URL'] = found.hosting;
  process.env['AUTH_URL'] = `http://${found.auth}`;
}

/** The environment that runs. */
export function running(): Environment {
  return environment.parse(JSON.parse(process.env[VARIABLE] ?? 'null'));
}
