import type { Context } from '../../../functions/src/platform/ports/context';
import type { BaselineName } from '../processes/protocols';
import { blindUpsert } from './blindUpsert';
import { rawLoad } from './rawLoad';
import { readAndCompare } from './readAndCompare';

/** Other ways to bring a tenant's POS into Firestore, to measure against. */
export const baselines: Record<BaselineName, (context: Context, orgId: string) => Promise<void>> = {
  'blind upsert': blindUpsert,
  'read and compare': readAndCompare,
  'raw load': rawLoad,
};
