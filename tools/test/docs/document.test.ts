import { z } from 'zod';
import { apiDocument } from '../../docs/document';
import { GENERAL_CODES } from '../../docs/general';
import { defineCallable, orgIdField } from '../../../functions/src/api/call/callable';

function callableWith(input: z.ZodRawShape, output: z.ZodRawShape = {}) {
  return defineCallable({
    name: 'findCustomers',
    summary: 'Finds customers.',
    role: 'staff',
    input: z.strictObject({ orgId: orgIdField, ...input }),
    output: z.object(output),
    errors: [{ code: 'unknown_customer', when: "There's no such customer." }],
    handle: () => Promise.reject(new Error('not called')),
  });
}

/** The cells of the table row that begins with a name. */
function row(document: string, name: string): string[] | undefined {
  const line = document.split('\n').find((text) => text.startsWith(`| ${name} |`));
  return line
    ?.split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

describe('apiDocument', () => {
  it('lists every callable with its least role, and links to its section', () => {
    const document = apiDocument([callableWith({})]);
    expect(row(document, '[findCustomers](#findcustomers)')).toEqual([
      '[findCustomers](#findcustomers)',
      'staff',
      'Finds customers.',
    ]);
    expect(document).toContain('\n### findCustomers\n');
    expect(row(document, '`unknown_customer`')?.[1]).toBe("There's no such customer.");
  });

  it('explains the errors that every call can answer', () => {
    for (const code of GENERAL_CODES) expect(apiDocument([])).toContain(`\`${code}\``);
  });

  it('says of each input field its type, whether it is required, its limits and what it is', () => {
    const document = apiDocument([
      callableWith({
        limit: z.int().min(1).max(100).default(50).describe('How many.'),
        segment: z.enum(['vip', 'loyal']).nullable(),
        tags: z.array(z.string().max(40)).max(20).optional(),
        since: z.iso.date().optional(),
        code: z
          .string()
          .regex(/^(a|b)$/)
          .optional(),
      }),
    ]);
    expect(row(document, '`orgId`')?.[2]).toBe('of operators');
    expect(row(document, '`limit`')).toEqual([
      '`limit`',
      'integer',
      'no',
      'at least 1, at most 100, default 50',
      'How many.',
    ]);
    expect(row(document, '`segment`')?.slice(1, 3)).toEqual(['`vip` or `loyal` or null', 'yes']);
    expect(row(document, '`tags`')?.slice(1, 4)).toEqual([
      'array of string',
      'no',
      '20 at most, each 40 characters at most',
    ]);
    expect(row(document, '`since`')?.[1]).toBe('date (`YYYY-MM-DD`)');
    expect(row(document, '`code`')?.[3]).toBe('`^(a\\|b)$`');
  });

  it('goes into objects, arrays, records and variants', () => {
    const document = apiDocument([
      callableWith(
        {},
        {
          customers: z.array(z.object({ email: z.string().nullable() })).max(10),
          counts: z.record(z.enum(['vip', 'new']), z.object({ spent: z.number() })),
          status: z.object({ at: z.iso.datetime() }).nullable().describe('null before the first sync.'),
          note: z.string().optional(),
        },
      ),
    ]);
    expect(row(document, '`customers[].email`')?.[1]).toBe('string or null');
    expect(row(document, '`counts`')?.[1]).toBe('object of object by `vip` or `new`');
    expect(row(document, '`counts.*.spent`')?.[1]).toBe('number');
    expect(row(document, '`status`')?.at(-1)).toBe('null before the first sync.');
    expect(row(document, '`status.at`')?.[1]).toBe('instant (ISO 8601, UTC)');
    expect(row(document, '`note`')?.[1]).toBe('string, or left out');
  });

  it('shows a body that the callable accepts', () => {
    const document = apiDocument([
      callableWith({ customerId: z.string().min(1), window: z.strictObject({ from: z.iso.date() }) }),
    ]);
    const [, body = ''] = /-d '([^`]*)'\n```/.exec(document) ?? [];
    expect(JSON.parse(body)).toEqual({
      data: { orgId: 'greenleaf', customerId: 'alleaves_42', window: { from: '2026-11-20' } },
    });
  });

  it('takes the example that a schema names, and says how to name one where the made one is refused', () => {
    const code = z.string().regex(/^[A-Z]{3}$/);
    expect(() => apiDocument([callableWith({ code })])).toThrow(/findCustomers .*\.meta\(\{ examples/s);
    expect(apiDocument([callableWith({ code: code.meta({ examples: ['ABC'] }) })])).toContain(
      '"code": "ABC"',
    );
  });
});
