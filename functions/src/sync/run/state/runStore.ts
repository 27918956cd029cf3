import type { Database } from '../../../platform/firestore/database';
import type { Clock } from '../../../platform/ports/clock';
import type { Settings } from '../../../platform/settings';

/** What the state machine of runs works with; see README.md beside this file. */
export interface RunStore {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: Settings;
}
