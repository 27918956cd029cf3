import { z } from 'zod';
import { storedDate } from '../platform/firestore/timestamp';
import { defineDocument } from './definition/document';
import { id, optional, pos, run } from './definition/fields';
import { paths } from './paths';

export const rowIssue = z.object({
  path: z.string().describe('The field at fault; empty for the row as a whole.'),
  message: z.string().describe('What is wrong with it.'),
});

/** A row of the POS that can't be read, in whole or in part. Removed when the row can be read again. */
export const quarantinedRowDocument = defineDocument({
  name: 'sync_quarantine',
  path: `${paths.quarantine('{orgId}')}/{stream}_{id}`,
  id: 'POS id, else `~` and a hash of the row',
  writtenBy: 'stages',
  emptied: ['payload'],
  fields: {
    stream: id(z.enum(['customers', 'orders', 'items']), 'Which records of the POS it is among.'),
    posId: id(z.string().nullable(), 'null if the row has no id that can be read.'),
    issues: run(z.array(rowIssue), 'What is wrong with it.', { absent: [] }),
    payload: optional(
      pos(
        z.unknown(),
        "The row as received; its JSON text if Firestore can't hold it or it is larger than 64 KiB; null if it is or can be an erased customer's. In a shop that has erased customers, without texts that can be theirs.",
      ),
    ),
    runId: run(z.string(), 'The run that saw it last.'),
    firstSeenAt: run(storedDate, 'When it was seen first.'),
    lastSeenAt: run(storedDate, 'When it was seen last, to a day.'),
    count: run(z.int(), 'The number of days on which it came.', { absent: 1 }),
    expireAt: run(storedDate, 'When Firestore deletes it: 90 days after it was seen last.'),
  },
});
