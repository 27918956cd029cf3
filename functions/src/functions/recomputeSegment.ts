import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { loadContext } from './loadContext';
import { eventOptions } from './options';

/** Recomputes a customer's segment when its spending document changes. */
export const recomputeSegment = onDocumentWritten(
  { ...eventOptions, document: 'tenants/{orgId}/customer_spending/{spendingKey}' },
  async (event) => {
    const { recomputeSegmentOf } = await import('../pipeline/segments');
    await recomputeSegmentOf(await loadContext(), event.params);
  },
);
