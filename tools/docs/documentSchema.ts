import { z } from 'zod';
import { storedBytes } from '../../functions/src/platform/firestore/bytes';
import { storedDate } from '../../functions/src/platform/firestore/timestamp';
import type { DocumentType } from './documents';
import type { Schema } from './fields';

const TIMESTAMP: Schema = {
  title: 'Timestamp',
  description: 'A Firestore Timestamp, as the client libraries read it.',
  type: 'object',
  properties: {
    seconds: { type: 'integer' },
    nanoseconds: { type: 'integer', minimum: 0, maximum: 999_999_999 },
  },
  required: ['seconds', 'nanoseconds'],
};

const BYTES: Schema = { title: 'Bytes', description: 'Bytes, as the client libraries read them.' };

/** The JSON Schema of a document, for those who read it: what Sync Sam stores. Fields are only ever added. */
export function documentSchema({ name, path, strict }: DocumentType): Schema {
  const schema = z.toJSONSchema(strict, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema === storedDate) Object.assign(jsonSchema, TIMESTAMP);
      if (zodSchema === storedBytes) Object.assign(jsonSchema, BYTES);
      // What a damaged document is taken for is no default.
      if (zodSchema instanceof z.ZodCatch) delete jsonSchema.default;
    },
  });
  return { ...schema, title: name, description: `A document at ${path}.` };
}
