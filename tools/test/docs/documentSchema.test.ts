import { z } from 'zod';
import { documentSchema } from '../../docs/documentSchema';
import { documents } from '../../docs/documents';
import { customerDocument } from '../../../functions/src/documents/customer';

describe('documentSchema', () => {
  it.each(documents.map((document) => [document.name, document] as const))(
    'is JSON Schema: %s',
    (_name, document) => {
      const schema = documentSchema(document);
      expect(() => z.fromJSONSchema(schema)).not.toThrow();
      expect(Object.keys(schema.properties ?? {})).toEqual(document.names);
    },
  );

  it('says of each field who owns it and what it is, and takes what is stored', () => {
    const schema = documentSchema(customerDocument);
    expect(schema.properties).toMatchObject({
      tags: { type: 'array', 'x-owner': 'staff' },
      totalSpent: { 'x-owner': 'derived', 'x-unit': 'dollars' },
    });
    expect(schema.required).toContain('email');
    expect(schema.required).not.toContain('erasedAt');
    expect(schema.$defs).toMatchObject({ timestamp: { required: ['seconds', 'nanoseconds'] } });
  });
});
