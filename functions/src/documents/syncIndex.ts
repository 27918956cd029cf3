import { z } from 'zod';
import { storedBytes } from '../platform/firestore/bytes';
import { storedDate } from '../platform/firestore/timestamp';
import { defineDocument } from './definition/document';
import { id, run } from './definition/fields';
import { paths } from './paths';

/** The streams of records that the packed index knows. */
const STREAMS = ['customers', 'orders', 'spending', 'items'] as const;
export type StreamName = (typeof STREAMS)[number];

const effects = z.object({
  id: z.string(),
  added: z.int(),
  updated: z.int(),
  deleted: z.int(),
});

/** A shard of the packed index (decision 0003): a range of the keys of one stream. */
export const syncIndexDocument = defineDocument({
  name: 'sync_index',
  path: `${paths.syncIndex('{orgId}')}/{stream}_{shard}`,
  id: 'lower bound of its keys',
  writtenBy: 'the change-only writer',
  fields: {
    stream: id(z.enum(STREAMS), 'Whose records it knows.'),
    from: id(z.string(), 'The first key of its range, in the order of the stream.'),
    to: run(z.string().nullable(), 'The first key after its range; null for the last shard.'),
    version: run(z.int(), 'Of the packed form.'),
    count: run(z.int(), 'Records it knows.'),
    entries: run(storedBytes, 'What it knows of each, compressed; no index has it.'),
    run: run(effects.nullable(), 'The last run that changed it, and what that did.'),
  },
});

/** A shard that a dry run has changed (decision 0009). Its end removes it. */
export const syncPreviewDocument = defineDocument({
  name: 'sync_preview',
  path: `${paths.syncPreview('{orgId}')}/{step}_{runId}_{stream}_{shard}`,
  id: 'as in `sync_index`, after step and run',
  writtenBy: 'dry runs',
  fields: {
    ...syncIndexDocument.fields,
    runId: id(z.string(), 'The dry run.'),
    step: id(z.int(), 'The step of the run that saved it; a later step replaces it.'),
    expireAt: run(storedDate, 'When Firestore deletes it if the run dies: 7 days after the start.'),
  },
});
