import type { Callable } from './callable';
import { getSyncStatus } from './sync/getSyncStatus';
import { pauseSync } from './sync/pauseSync';
import { resumeSync } from './sync/resumeSync';

/** All callables, in the order of `docs/api.md`. */
export const callables: readonly Callable[] = [getSyncStatus, pauseSync, resumeSync];
