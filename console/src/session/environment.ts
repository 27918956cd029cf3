import * as z from 'zod/mini';
import { setServerNow } from './clock';

/** Where the page runs: a Firebase project, or a developer's machine. */
const environment = z.union([
  z.object({ embedded: z.object({ project: z.string(), now: z.string() }) }),
  z.object({ apiKey: z.string(), authDomain: z.string(), projectId: z.string(), appId: z.string() }),
]);
export type Environment = z.infer<typeof environment>;
type EmbeddedEnvironment = Extract<Environment, { embedded: unknown }>;
export type FirebaseEnvironment = Exclude<Environment, EmbeddedEnvironment>;

/**
 * Asks the server: Firebase Hosting answers with the project's public configuration, the embedded services with themselves.
 * So one build runs everywhere.
 * @throws Error where the server answers neither.
 */
export async function readEnvironment(): Promise<Environment> {
  const response = await fetch('/__/firebase/init.json');
  const answered = environment.parse(await response.json());
  if ('embedded' in answered) setServerNow(answered.embedded.now);
  return answered;
}
