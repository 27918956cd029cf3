import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { loadContext } from './context';
import { lazily } from '../platform/lazily';
import { eventOptions } from './options';

const segments = lazily(() => import('../segments/recomputeSegment'));

/** Recomputes a customer's segment when its spending document changes. */
export const recomputeSegment = onDocumentWritten(
  { ...eventOptions, document: 'tenants/{orgId}/customer_spending/{spendingKey}' },
  async (event) => {
    const { recomputeSegmentOf } = await segments();
    await recomputeSegmentOf(await loadContext(), event.params);
  },
);
