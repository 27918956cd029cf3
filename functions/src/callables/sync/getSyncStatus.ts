import { z } from 'zod';
import { SEGMENTS } from '../../domain/segment';
import { parseDocument } from '../../firestore/parseDocument';
import { paths } from '../../firestore/paths';
import { defineCallable, orgIdField } from '../callable';
import { DOCUMENT_MALFORMED } from '../commonErrors';
import { isoDate, storedIsoDate } from '../isoDate';

const count = z.int().min(0);

/** `sync_status/pos` of data-model.md, with its dates as they are stored or as they are answered. */
function statusWith<Instant extends z.ZodType<string>>(instant: Instant) {
  return z.object({
    state: z.enum(['idle', 'running', 'succeeded', 'failed']),
    lastSyncAt: instant.nullable(),
    lastAttemptAt: instant.nullable(),
    lastRunId: z.string().nullable(),
    customerCount: count,
    orderCount: count,
    menuProductsCount: count,
    segmentCounts: z.partialRecord(z.enum(SEGMENTS), count),
    lastError: z.object({ code: z.string(), message: z.string(), stage: z.string(), at: instant }).nullable(),
    run: z
      .object({ startedAt: instant, stage: z.string(), mode: z.string(), dryRun: z.boolean() })
      .nullable()
      .describe('The run under way.'),
  });
}

const storedStatus = statusWith(storedIsoDate);

export const getSyncStatus = defineCallable({
  name: 'getSyncStatus',
  summary: "How a tenant's sync is: its state, last success, counts, last error and the run under way.",
  role: 'staff',
  input: z.strictObject({ orgId: orgIdField }),
  output: z.object({
    status: statusWith(isoDate).nullable().describe('null for a tenant that never began a sync.'),
  }),
  errors: [DOCUMENT_MALFORMED],
  async handle({ database }, { orgId }) {
    const snapshot = await database.get(database.document(paths.syncStatus(orgId)));
    return { status: snapshot.exists ? parseDocument(storedStatus, snapshot) : null };
  },
});
