import { DevelopmentSessions } from './developmentSession';
import { readEnvironment } from './environment';
import type { FirebaseSessions } from './firebaseSession';

export type Sessions =
  | { kind: 'development'; provider: DevelopmentSessions }
  | { kind: 'firebase'; provider: FirebaseSessions };

/** How people sign in where the page runs. Firebase's library is loaded only if it is needed. */
export async function openSessions(): Promise<Sessions> {
  const environment = await readEnvironment();
  if ('embedded' in environment)
    return { kind: 'development', provider: new DevelopmentSessions(environment.embedded.project) };
  const { FirebaseSessions } = await import('./firebaseSession');
  return { kind: 'firebase', provider: new FirebaseSessions(environment) };
}
