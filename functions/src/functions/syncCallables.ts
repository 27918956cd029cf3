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
