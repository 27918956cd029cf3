import type { Context } from '../platform/context';
import { lazily } from './lazily';

const composition = lazily(() => import('../platform/composition'));

/** The process's context. */
export async function loadContext(): Promise<Context> {
  return (await composition()).getContext();
}
