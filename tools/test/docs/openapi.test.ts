import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { callableNames } from '../../../functions/src/api/registry';

const content = z.object({
  'application/json': z.object({
    schema: z.record(z.string(), z.unknown()),
    example: z.record(z.string(), z.unknown()).optional(),
  }),
});
const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: content.optional() })),
});
const openApi = z.object({
  paths: z.record(z.string(), z.object({ get: operation.optional(), post: operation.optional() })),
});

/** Any JSON object may be a specification. */
const readSpec = (json: string) => z.record(z.string(), z.unknown()).parse(JSON.parse(json));

let text: string;
let paths: z.output<typeof openApi>['paths'];
beforeAll(async () => {
  text = await readFile(resolve(__dirname, '../../../docs/openapi.json'), 'utf8');
  ({ paths } = openApi.parse(JSON.parse(text)));
});

describe('docs/openapi.json', () => {
  it('is a valid OpenAPI 3.1 document', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(readSpec(text));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has every callable and the public menu, and nothing else', () => {
    const named = [...callableNames, 'getPublicMenu'].map((name) => `/${name}`);
    expect(Object.keys(paths).sort()).toEqual(named.sort());
    for (const [path, { get, post }] of Object.entries(paths))
      expect((post ?? get)?.operationId).toBe(path.slice(1));
  });

  it('has an example of what goes into each callable and comes out, which its own schemas accept', () => {
    const ajv = new Ajv2020({ strict: false, unicodeRegExp: true });
    addFormats(ajv);
    for (const [path, { post }] of Object.entries(paths)) {
      if (post === undefined) continue;
      for (const part of [post.requestBody?.content, post.responses[200]?.content]) {
        const { schema = {}, example } = part?.['application/json'] ?? {};
        const accepts = ajv.compile(schema);
        expect([path, accepts(example), accepts.errors]).toEqual([path, true, null]);
      }
    }
  });

  it('would be refused with a fault in it', async () => {
    const broken = text.replace('"operationId"', '"operation_id"').replace('"responses"', '"answers"');
    const { valid } = await new Validator().validate(readSpec(broken));
    expect(valid).toBe(false);
  });
});
