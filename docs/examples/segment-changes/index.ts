import { onDocumentCreated } from 'firebase-functions/v2/firestore';
import { defineString } from 'firebase-functions/params';
import { tellOfChange } from './tellOfChange';

/** Where changes are told, such as the webhook of a marketing tool. */
const webhook = defineString('SEGMENT_WEBHOOK');

/**
 * Tells a webhook of each change of a segment. Deploy it as a codebase of its own, beside Sync Sam, in the same region.
 * With `retry`, an event is delivered again until this function succeeds.
 */
export const tellOfSegmentChange = onDocumentCreated(
  { document: 'tenants/{orgId}/segment_changes/{changeId}', region: 'us-central1', retry: true },
  async ({ data, params }) => {
    if (data !== undefined) await tellOfChange(webhook.value(), params, data.data());
  },
);
