import { stageFunction } from './stageFunction';

/** Ends a tenant's run and records it. */
export const recordSyncStatus = stageFunction('status');
