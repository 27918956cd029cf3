import { callableFunction } from './callableFunction';

export const getSyncStatus = callableFunction(async () => {
  return (await import('../callables/sync/getSyncStatus')).getSyncStatus;
});

export const pauseSync = callableFunction(async () => {
  return (await import('../callables/sync/pauseSync')).pauseSync;
});

export const resumeSync = callableFunction(async () => {
  return (await import('../callables/sync/resumeSync')).resumeSync;
});

export const listSyncRuns = callableFunction(async () => {
  return (await import('../callables/sync/listSyncRuns')).listSyncRuns;
});

export const requestSync = callableFunction(async () => {
  return (await import('../callables/sync/requestSync')).requestSync;
});

export const requestBackfill = callableFunction(async () => {
  return (await import('../callables/sync/requestBackfill')).requestBackfill;
});

export const resyncCustomer = callableFunction(async () => {
  return (await import('../callables/sync/resyncCustomer')).resyncCustomer;
});

export const listQuarantine = callableFunction(async () => {
  return (await import('../callables/sync/listQuarantine')).listQuarantine;
});

export const listDeadLetters = callableFunction(async () => {
  return (await import('../callables/sync/listDeadLetters')).listDeadLetters;
});

export const replayDeadLetter = callableFunction(async () => {
  return (await import('../callables/sync/replayDeadLetter')).replayDeadLetter;
});

export const discardDeadLetter = callableFunction(async () => {
  return (await import('../callables/sync/discardDeadLetter')).discardDeadLetter;
});

export const eraseCustomer = callableFunction(async () => {
  return (await import('../callables/sync/eraseCustomer')).eraseCustomer;
});
