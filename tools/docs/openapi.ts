import { z } from 'zod';
import type { Callable } from '../../functions/src/api/call/callable';
import { publicMenuAnswer, publicMenuQuery } from '../../functions/src/publicMenu/answerMenuRequest';
import { version } from '../../functions/package.json';
import { callInput } from './callInput';
import { answerExample, exampleInput } from './document';
import { CALL_FAILURES, MENU_FAILURES } from './failures';
import { asSchema, type Schema } from './fields';

/**
 * The callables and the public menu as an OpenAPI 3.1 document: what goes in and comes out, with an example of each, who may call, and
 * how it fails.
 * @throws Error if an example isn't valid, and names the fix.
 */
export function openApiDocument(callables: readonly Callable[]): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sync Sam',
      version,
      summary: "A dispensary's customers, segments, menu and syncs.",
      description:
        'Callable functions by the protocol of the Firebase SDKs: input goes in as `data`, and comes back as `result` or `error`. docs/api.md says more.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      {
        url: 'https://{region}-{project}.cloudfunctions.net',
        description: 'Google Cloud.',
        variables: { region: { default: 'us-central1' }, project: { default: 'my-project' } },
      },
      {
        url: 'http://127.0.0.1:5001/{project}/us-central1',
        description: '`npm run emulators`.',
        variables: { project: { default: 'demo-sync-sam' } },
      },
    ],
    tags: [
      { name: 'callables', description: 'For staff and operators, with an ID token.' },
      { name: 'menu', description: 'For anybody.' },
    ],
    paths: {
      ...Object.fromEntries(
        callables.map((callable) => [`/${callable.name}`, { post: callOperation(callable) }]),
      ),
      '/getPublicMenu': { get: menuOperation() },
    },
    components: {
      securitySchemes: {
        idToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An ID token of Firebase Authentication with the claims `orgId` and `role`.',
        },
      },
      schemas: { CallError: CALL_ERROR, MenuError: MENU_ERROR },
    },
  };
}

function callOperation(callable: Callable): object {
  const { name, summary, role, input, output, errors } = callable;
  const schema = plain(callInput(callable));
  const example = exampleInput(callable, z.toJSONSchema(input, { io: 'input' }));
  const answer = plain(z.toJSONSchema(output));
  const own = errors.map(({ code, when }) => `- \`${code}\`: ${when}`);
  return {
    operationId: name,
    tags: ['callables'],
    summary,
    description: [
      `Least role: ${role}.`,
      ...(own.length === 0 ? [] : ['', 'Errors of its own:', ...own]),
    ].join('\n'),
    security: [{ idToken: [] }],
    requestBody: {
      required: true,
      content: json(wrapped('data', schema), { data: example }),
    },
    responses: {
      200: {
        description: 'The answer.',
        content: json(wrapped('result', answer), { result: answerExample(callable) }),
      },
      ...failures(CALL_FAILURES, 'CallError'),
    },
  };
}

function menuOperation(): object {
  const query = plain(z.toJSONSchema(publicMenuQuery, { io: 'input' }));
  const parameters = Object.entries(query.properties ?? {}).map(([name, property]) => {
    const { description, ...schema } = asSchema(property);
    const type = schema.type === undefined ? { ...schema, type: 'integer' } : schema;
    return {
      name,
      in: 'query',
      required: query.required?.includes(name) ?? false,
      description,
      schema: type,
    };
  });
  return {
    operationId: 'getPublicMenu',
    tags: ['menu'],
    summary: 'Shows what a shop has in stock to anybody.',
    security: [],
    parameters,
    responses: {
      200: {
        description: 'A page of the menu. With `If-None-Match` an unchanged page answers 304.',
        content: { 'application/json': { schema: plain(z.toJSONSchema(publicMenuAnswer)) } },
      },
      304: { description: 'Unchanged.' },
      ...failures(MENU_FAILURES, 'MenuError'),
    },
  };
}

/** JSON Schema as OpenAPI 3.1 takes it inside a document. */
function plain(schema: Schema): Schema {
  const { $schema: _dialect, ...rest } = schema;
  return rest;
}

function wrapped(name: string, schema: Schema): Schema {
  return { type: 'object', properties: { [name]: schema }, required: [name] };
}

function json(schema: Schema, example: object): object {
  return { 'application/json': { schema, example } };
}

function failures(descriptions: Readonly<Record<number, string>>, schema: string): object {
  const content = { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } };
  return Object.fromEntries(
    Object.entries(descriptions).map(([status, description]) => [status, { description, content }]),
  );
}

const text = { type: 'string' };

const CALL_ERROR = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        status: { ...text, examples: ['NOT_FOUND'] },
        message: { ...text, description: 'What is wrong and what to do.' },
        details: {
          type: 'object',
          properties: { code: { ...text, description: 'Stable.', examples: ['unknown_customer'] } },
          required: ['code'],
        },
      },
      required: ['status', 'message'],
    },
  },
  required: ['error'],
};

const MENU_ERROR = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: { code: { ...text, examples: ['unknown_menu'] }, message: text },
      required: ['code', 'message'],
    },
  },
  required: ['error'],
};
