import { z } from 'zod';
import { parseDocument } from '../../../platform/firestore/parseDocument';
import { syncStatusDocument } from '../../../documents/syncStatus';
import { paths } from '../../../documents/paths';
import { defineCallable, orgIdField } from '../../call/callable';
import { DOCUMENT_MALFORMED } from '../../call/errors/commonErrors';
import { answered, toAnswer } from '../../call/fields/answered';

/** The status without what only the pipeline needs: the dialect, what is usual, the lease, and most of the run under way. */
const storedStatus = syncStatusDocument.strict.omit({ dialect: true, lease: true, baseline: true }).extend({
  run: syncStatusDocument.strict.shape.run
    .unwrap()
    .pick({ startedAt: true, stage: true, mode: true, dryRun: true })
    .nullable(),
  // A status of an earlier release has none until the next success.
  warnings: syncStatusDocument.strict.shape.warnings.default([]),
});

export const getSyncStatus = defineCallable({
  name: 'getSyncStatus',
  summary: "Returns the state of a tenant's sync: last success, counts, last error, and the run in progress.",
  role: 'staff',
  input: z.strictObject({ orgId: orgIdField }),
  output: z.object({
    status: z
      .object(answered(storedStatus.shape))
      .nullable()
      .describe('null if the tenant has never been synced.'),
  }),
  errors: [DOCUMENT_MALFORMED],
  async handle({ database }, { orgId }) {
    const snapshot = await database.get(database.document(paths.syncStatus(orgId)));
    return { status: snapshot.exists ? toAnswer(parseDocument(storedStatus, snapshot)) : null };
  },
});
