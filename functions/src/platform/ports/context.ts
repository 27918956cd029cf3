import type { Firestore } from 'firebase-admin/firestore';
import type { Clock } from './clock';
import type { Log } from './log';
import type { PosConnector } from './pos';
import type { Publisher } from './publisher';
import type { Secrets } from './secrets';
import type { Sessions } from './sessions';
import type { Settings } from '../settings';

/** Everything a handler needs from outside. Handlers receive it as an argument; only the composition root builds one. */
export interface Context {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly firestore: Firestore;
  readonly publisher: Publisher;
  readonly secrets: Secrets;
  readonly pos: PosConnector;
  readonly sessions: Sessions;
}
