import type { Context } from '../platform/ports/context';
import { lazily } from '../platform/lazily';

const composition = lazily(() => import('./composition'));

/** The process's context. */
export async function loadContext(): Promise<Context> {
  return (await composition()).getContext();
}
