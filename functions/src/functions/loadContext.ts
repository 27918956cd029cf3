import type { Context } from '../platform/context';

/**
 * The process's context. Handlers load it, and the pipeline, when their first event arrives: deploying and starting an
 * instance then takes no longer than loading firebase-functions itself.
 */
export async function loadContext(): Promise<Context> {
  const { getContext } = await import('../platform/composition');
  return getContext();
}
