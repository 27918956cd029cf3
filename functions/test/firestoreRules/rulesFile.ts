import { parsers } from 'prettier-plugin-firestore-rules';
import { z } from 'zod';

/** What a rules file says, as far as it can be known without evaluating it. */
export interface RulesFile {
  /** The functions that it declares, with their numbers of parameters. */
  functions: Map<string, number>;
  /** The functions of its own that it calls. */
  calls: { name: string; parameters: number }[];
  /** Each `allow`, with the path of the documents it is about, below `documents`. */
  allows: { path: string; methods: string[]; condition: string }[];
}

interface Node {
  type: string;
  name?: string | undefined;
  path?: string | undefined;
  operator?: string | undefined;
  scopes?: string[] | undefined;
  params?: unknown[] | null | undefined;
  content?: Node[] | undefined;
  left?: Node[] | undefined;
  right?: Node[] | undefined;
}

const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    type: z.string(),
    name: z.string().optional(),
    path: z.string().optional(),
    operator: z.string().optional(),
    scopes: z.array(z.string()).optional(),
    params: z.array(z.unknown()).nullish(),
    content: z.array(node).optional(),
    left: z.array(node).optional(),
    right: z.array(node).optional(),
  }),
);

const parameter = z.union([z.string(), z.object({ text: z.string() }).transform(({ text }) => text)]);

/** @throws Error with the place of what is no rule. */
export function parseRules(text: string): RulesFile {
  const file: RulesFile = { functions: new Map(), calls: [], allows: [] };
  collect(node.parse(parsers.firestore.parse(text)), '', file);
  return file;
}

function collect(current: Node, around: string, file: RulesFile): void {
  const path = current.type === 'match' ? `${around}${current.path ?? ''}` : around;
  const { type, name = '', params } = current;
  if (type === 'function-declaration') file.functions.set(name, params?.length ?? 0);
  // Methods, such as `request.auth.token.get`, are the language's own.
  if (type === 'function-call' && !name.includes('.'))
    file.calls.push({ name, parameters: params?.length ?? 0 });
  if (type === 'allow') {
    file.allows.push({
      path: path.replace(/^\/databases\/\{database\}\/documents\//, ''),
      methods: current.scopes ?? [],
      condition: (current.content ?? []).map(wordsOf).join(''),
    });
  }
  for (const part of [current.content, current.left, current.right].flat()) {
    if (part !== undefined) collect(part, path, file);
  }
}

/** A condition of calls that are joined by operators; anything else in it shows as its type. */
function wordsOf({ type, name = '', params, operator = '', content = [] }: Node): string {
  if (type === 'function-call')
    return `${name}(${z
      .array(parameter)
      .parse(params ?? [])
      .join(', ')})`;
  if (type === 'connection') return ` ${operator} ${content.map(wordsOf).join('')}`;
  return type;
}
