import { z } from 'zod';
import type { Callable } from '../../src/callables/callable';
import { publicMenuAnswer, publicMenuQuery } from '../../src/callables/products/publicMenu';
import { exampleOf } from './example';
import { type Field, fieldsOf, type Schema } from './fields';
import { GENERAL, PUBLIC_MENU } from './general';
import { section, table } from './markdown';

/**
 * The text of `docs/api.md`, before it is formatted.
 * @throws Error where the example of a callable's input is none, and names the mend.
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

function callableSection(callable: Callable): string {
  const { name, role, summary, errors } = callable;
  const input = z.toJSONSchema(callable.input, { io: 'input' });
  return section('###', name, [
    `${summary} Least role: ${role}.`,
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
    'Example of a body:',
    `\`\`\`json\n${JSON.stringify({ data: exampleInput(callable, input) }, null, 2)}\n\`\`\``,
  ]);
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

function code(text: string): string {
  return `\`${text}\``;
}
