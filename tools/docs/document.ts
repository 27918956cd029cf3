import { z } from 'zod';
import type { Callable } from '../../functions/src/api/call/callable';
import { publicMenuAnswer, publicMenuQuery } from '../../functions/src/publicMenu/answerMenuRequest';
import { exampleOf } from './example';
import { type Field, fieldsOf, type Schema } from './fields';
import { GENERAL, PUBLIC_MENU } from './general';
import { section, table } from './markdown';

/**
 * The text of `docs/api.md`, before it is formatted.
 * @throws Error if the example of a callable's input isn't valid, and names the fix.
 */
export function apiDocument(callables: readonly Callable[]): string {
  return [
    GENERAL,
    section('##', 'Callables', [
      table(
        ['name', 'least role', 'what it does'],
        callables.map(({ name, role, summary }) => [`[${name}](#${name.toLowerCase()})`, role, summary]),
      ),
    ]),
    ...callables.map(callableSection),
    section('##', 'getPublicMenu', [
      PUBLIC_MENU,
      ...fieldTables(
        z.toJSONSchema(publicMenuQuery, { io: 'input' }),
        z.toJSONSchema(publicMenuAnswer),
        ({ required }) => yesOrNo(required),
      ),
    ]),
  ].join('\n\n');
}

const SESSION_CHECK =
  ' Refused at once, with `session_ended`, to an account that was demoted, disabled or signed out everywhere.';

function callableSection(callable: Callable): string {
  const { name, role, summary, errors, checksSession = false } = callable;
  const input = z.toJSONSchema(callable.input, { io: 'input' });
  return section('###', name, [
    `${summary} Least role: ${role}.${checksSession ? SESSION_CHECK : ''}`,
    ...fieldTables(input, z.toJSONSchema(callable.output), ({ name: field, required }) =>
      field === 'orgId' && required ? 'of operators' : yesOrNo(required),
    ),
    ...(errors.length === 0
      ? []
      : [
          'Errors of its own:',
          table(
            ['code', 'when'],
            errors.map((error) => [code(error.code), error.when]),
          ),
        ]),
    'Against the emulators ([set up](#calling-the-emulators)):',
    `\`\`\`sh\n${curl(name, exampleInput(callable, input))}\n\`\`\``,
  ]);
}

/** The shop that `npm run seed` adds. */
const EMULATED_SHOP = 'greenleaf';

/** A command that calls the emulators, with the variables that the document sets before. */
function curl(name: string, data: unknown): string {
  const body = JSON.stringify(
    { data },
    (key, value: unknown) => (key === 'orgId' && value === 'org1' ? EMULATED_SHOP : value),
    1,
  ).replaceAll(/\s*\n\s*/g, ' ');
  return [
    `curl "$BASE/${name}" -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\`,
    `  -d '${body.replaceAll("'", "'\\''")}'`,
  ].join('\n');
}

function fieldTables(input: Schema, output: Schema, requiredness: (field: Field) => string): string[] {
  return [
    'Input:',
    table(
      ['field', 'type', 'required', 'limits', 'what it is'],
      fieldsOf(input).map((field) => [
        code(field.name),
        field.type,
        requiredness(field),
        field.limits,
        field.description,
      ]),
    ),
    'Output:',
    table(
      ['field', 'type', 'limits', 'what it is'],
      fieldsOf(output).map((field) => [
        code(field.name),
        `${field.type}${field.required ? '' : ', or left out'}`,
        field.limits,
        field.description,
      ]),
    ),
  ];
}

function yesOrNo(required: boolean): string {
  return required ? 'yes' : 'no';
}

/** The example of a callable's input, which its own schema has to accept. */
export function exampleInput({ name, input }: Callable, schema: Schema): unknown {
  const example = exampleOf(schema);
  const parsed = input.safeParse(example);
  if (parsed.success) return example;
  throw new Error(
    `The example of ${name} is refused by its own schema (${z.prettifyError(parsed.error)}): ` +
      `give the field, or the input as a whole, an example with .meta({ examples: [...] }).`,
  );
}

/** An example of what a callable answers, which its own schema has to accept. @throws Error if it doesn't. */
export function answerExample({ name, output }: Callable): unknown {
  const example = exampleOf(z.toJSONSchema(output), { items: 1 });
  const parsed = output.safeParse(example);
  if (parsed.success) return example;
  throw new Error(
    `The example of what ${name} answers is refused by its own schema (${z.prettifyError(parsed.error)}): ` +
      `give the field an example with .meta({ examples: [...] }), or its name one in tools/docs/example.ts.`,
  );
}

function code(text: string): string {
  return `\`${text}\``;
}
