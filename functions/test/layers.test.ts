import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

const source = resolve(__dirname, '../src');

/** The layers from top to bottom; a module may import its own layer and those below. */
const LAYERS = [
  ['index'],
  ['functions'],
  ['publicMenu'],
  ['api'],
  ['upkeep'],
  ['sync'],
  ['segments'],
  ['packedIndex'],
  ['documents', 'alleaves'],
  ['platform'],
  ['rules'],
];

/** Packages that each layer may import. */
const PACKAGES: Record<string, RegExp> = {
  index: /^$/,
  functions: /^(node:path|firebase-functions\/.*|firebase-admin\/.*)$/,
  publicMenu: /^(node:.*|zod|lru-cache)$/,
  api: /^(node:.*|firebase-admin\/firestore|zod|csv-parse\/sync|csv-stringify\/sync|p-limit)$/,
  upkeep: /^(node:.*|firebase-admin\/firestore|zod|p-limit)$/,
  sync: /^(node:.*|firebase-admin\/firestore|zod|p-limit|async-mutex)$/,
  segments: /^(firebase-admin\/firestore)$/,
  packedIndex: /^(node:.*|firebase-admin\/firestore|zod|p-limit)$/,
  documents: /^(node:util|firebase-admin\/firestore|zod)$/,
  alleaves: /^(node:.*|ky|zod|p-limit|jwt-decode|lru-cache|html-to-text)$/,
  platform:
    /^(node:.*|firebase-admin\/.*|firebase-functions.*|@google-cloud\/.*|@opentelemetry\/.*|dotenv|lru-cache|zod)$/,
  rules: /^(node:(crypto|util)|luxon|any-ascii|validator\/lib\/isEmail)$/,
};

type Imports = ReadonlyMap<string, readonly string[]>;

/** What each module of `src` imports: packages by name, modules by their path below `src`. Type-only imports count. */
function readImports(): Imports {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return new Map(files.map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): string[] {
  const { program, module } = parseSync(file, readFileSync(join(source, file), 'utf8'));
  const targets = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
  ];
  const add = ({ source: target }: { source: object }): void => {
    if ('value' in target && typeof target.value === 'string') targets.push(target.value);
  };
  new Visitor({ ImportExpression: add, TSImportType: add }).visit(program);
  return [...new Set(targets)].map((target) => (target.startsWith('.') ? moduleAt(file, target) : target));
}

function moduleAt(file: string, target: string): string {
  const path = resolve(source, dirname(file), target);
  return relative(source, existsSync(`${path}.ts`) ? `${path}.ts` : join(path, 'index.ts'));
}

function layerOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '');
}

function depthOf(layer: string): number {
  return LAYERS.findIndex((names) => names.includes(layer));
}

/** Explains each import that the layers forbid, and how to fix it. */
function violations(imports: Imports): string[] {
  return [...imports].flatMap(([file, targets]) =>
    targets.flatMap((target) => {
      const from = layerOf(file);
      if (!target.endsWith('.ts'))
        return PACKAGES[from]?.test(target) === true
          ? []
          : `src/${file} imports the package ${target}, which ${from}/ doesn't use: move that code to a layer that does.`;
      const to = layerOf(target);
      if (from === to || depthOf(from) < depthOf(to)) return [];
      return (
        `src/${file} imports src/${target}: ${from}/ must not know ${to}/ (from top to bottom: ${LAYERS.flat().join(', ')}). ` +
        'Pass what it needs as an argument, or move what both need further down.'
      );
    }),
  );
}

/** Explains each circle of modules that import each other. */
function circles(imports: Imports): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0)
      found.push(`${[...path.slice(start), file].join(' → ')}: move what they share to a file of its own.`);
    if (start >= 0 || done.has(file)) return;
    for (const target of imports.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}

describe('layers', () => {
  const imports = readImports();

  it('finds the sources', () => {
    expect(imports.size).toBeGreaterThan(100);
    expect(new Set([...imports.keys()].map(layerOf))).toEqual(new Set(LAYERS.flat()));
    expect(Object.keys(PACKAGES)).toEqual(LAYERS.flat());
  });

  it('import only downwards', () => {
    expect(violations(imports)).toEqual([]);
  });

  it('have no import circles', () => {
    expect(circles(imports)).toEqual([]);
  });

  it('notices a violation and says how to fix it', () => {
    const file = 'rules/customers/segment.ts';
    expect(violations(new Map([[file, ['platform/firestore/database.ts']]]))).toEqual([
      expect.stringMatching(/rules\/ must not know platform\/.*Pass what it needs/),
    ]);
    expect(violations(new Map([[file, ['firebase-admin/firestore']]]))).toEqual([
      expect.stringContaining('imports the package firebase-admin/firestore'),
    ]);
  });

  it('notices a circle and says how to fix it', () => {
    const given = new Map([
      ['a.ts', ['b.ts']],
      ['b.ts', ['c.ts', 'd.ts']],
      ['c.ts', ['b.ts']],
    ]);
    expect(circles(given)).toEqual(['b.ts → c.ts → b.ts: move what they share to a file of its own.']);
  });

  it('keeps index.ts to exports', () => {
    const text = readFileSync(join(source, 'index.ts'), 'utf8');
    const callables = /^export const \{\n(?: {2}\w+,\n)+\} = callableFunctions;$/m;
    expect(text).toMatch(callables);
    const lines = text.replace(callables, '').split('\n');
    for (const line of lines.filter((rest) => rest !== ''))
      expect(line).toMatch(
        /^(export \{ \w+ \} from '\.\/functions\/\w+';|import \{ callableFunctions \} from '\.\/functions\/callables';|\/\/ .+)$/,
      );
  });
});
