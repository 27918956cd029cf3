import * as z from 'zod/mini';
import { setServerNow } from './clock';

/** Such a project exists on a developer's machine alone, so it has no web app: the Hosting emulator knows no `appId`. */
const EMULATED = 'demo-';

const webApp = { apiKey: z.string(), authDomain: z.string() };
const configuration = z.union([
  z.object({ embedded: z.object({ project: z.string(), now: z.string() }) }),
  z.object({ ...webApp, projectId: z.string(), appId: z.string() }),
  z.object({ ...webApp, projectId: z.string().check(z.startsWith(EMULATED)) }),
]);
type Configuration = z.infer<typeof configuration>;
type Embedded = Extract<Configuration, { embedded: unknown }>;

export interface FirebaseEnvironment {
  app: Exclude<Configuration, Embedded>;
  /** The Auth emulator's URL; null for Firebase Authentication itself. */
  authEmulator: string | null;
}

/** Where the page runs: a Firebase project, or a developer's machine. */
export type Environment = Embedded | FirebaseEnvironment;

/**
 * Asks the server: Firebase Hosting answers with the project's public configuration, the embedded services with themselves.
 * So one build runs everywhere.
 * @throws Error if the server answers neither.
 */
export async function readEnvironment(): Promise<Environment> {
  const response = await fetch('/__/firebase/init.json');
  const answered = configuration.parse(await response.json());
  if ('embedded' in answered) {
    setServerNow(answered.embedded.now);
    return answered;
  }
  return {
    app: answered,
    authEmulator: answered.projectId.startsWith(EMULATED) ? await readAuthEmulator() : null,
  };
}

const emulators = z.object({ auth: z.object({ hostAndPort: z.string() }) });

/**
 * Hosting's emulator tells where the others are in a script for pages that run it, and nowhere else.
 * @throws Error if there is no Auth emulator.
 */
async function readAuthEmulator(): Promise<string> {
  const response = await fetch('/__/firebase/init.js?useEmulator=true');
  const [, addresses = '{}'] = /firebaseEmulators = (\{[^;]*\});/.exec(await response.text()) ?? [];
  return `http://${emulators.parse(JSON.parse(addresses)).auth.hostAndPort}`;
}
