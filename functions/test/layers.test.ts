import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const source = resolve(__dirname, '../src');

/** What the modules of a layer may import besides their own layer. `ports` are the leaf modules of src/platform. */
const allowed: Record<string, string[]> = {
  domain: [],
  ports: [],
  alleaves: ['domain', 'ports'],
  firestore: ['domain', 'ports'],
  pipeline: ['alleaves', 'firestore', 'domain', 'ports'],
  callables: ['pipeline', 'alleaves', 'firestore', 'domain', 'ports'],
  platform: ['alleaves', 'firestore', 'domain', 'ports'],
  functions: ['callables', 'pipeline', 'platform', 'ports'],
  index: ['functions'],
};

/** Modules of src/platform that import nothing but types: everybody may know them. */
const ports = ['clock', 'context', 'errors', 'log', 'publisher', 'secrets', 'settings'];

/** Packages that only some layers may touch. */
const packages: Record<string, RegExp> = {
  domain: /^(node:(crypto|util)|luxon)$/,
  ports: /^firebase-admin\/firestore$/,
  alleaves: /^(node:.*|ky|zod|p-limit|jwt-decode|lru-cache)$/,
  firestore: /^(node:.*|firebase-admin\/firestore|zod|p-limit)$/,
  pipeline: /^(node:.*|firebase-admin\/firestore|zod|p-limit)$/,
  callables: /^(node:.*|firebase-admin\/firestore|zod|csv-stringify\/sync|lru-cache|p-limit)$/,
  platform:
    /^(node:.*|firebase-admin\/.*|firebase-functions.*|@google-cloud\/.*|@opentelemetry\/.*|dotenv|lru-cache)$/,
  functions: /^firebase-functions\/.*$/,
  index: /^$/,
};

interface Import {
  file: string;
  target: string;
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function layerOf(file: string): string {
  const [folder = '', name = ''] = relative(source, file).split('/');
  if (folder === 'index.ts' || folder === 'index') return 'index';
  return folder === 'platform' && ports.includes(name.replace(/\.ts$/, '')) ? 'ports' : folder;
}

function importsOf(file: string): Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => ({ file, target: fileName }));
}

/** Explains each import that the layers forbid, and how to mend it. */
function violations(imports: Import[]): string[] {
  return imports.flatMap(({ file, target }) => {
    const from = layerOf(file);
    const where = `src/${relative(source, file)}`;
    if (!target.startsWith('.')) {
      return packages[from]?.test(target)
        ? []
        : [
            `${where} imports the package ${target}, which the layer ${from} does not use: move that code to a layer that does.`,
          ];
    }
    const to = layerOf(resolve(dirname(file), target));
    // The ports that are only types may name what they are ports to.
    if (from === to || from === 'ports' || allowed[from]?.includes(to)) return [];
    return [
      `${where} imports ${target}: ${from} must not know ${to} (imports go functions → callables → pipeline → {alleaves, firestore} → domain). ` +
        `Pass what it needs as an argument through the Context, or move the shared rule to src/domain.`,
    ];
  });
}

describe('layers', () => {
  const imports = filesOf(source).flatMap(importsOf);

  it('finds the sources', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(new Set(imports.map(({ file }) => layerOf(file)))).toEqual(new Set(Object.keys(allowed)));
  });

  it('import only downwards', () => {
    expect(violations(imports)).toEqual([]);
  });

  it('notices a violation and says how to mend it', () => {
    const file = join(source, 'domain/segment.ts');
    expect(violations([{ file, target: '../firestore/database' }])).toEqual([
      expect.stringMatching(/domain must not know firestore.*Pass what it needs/),
    ]);
    expect(violations([{ file, target: 'firebase-admin/firestore' }])).toEqual([
      expect.stringContaining('imports the package firebase-admin/firestore'),
    ]);
  });

  it('keeps index.ts to exports', () => {
    const lines = readFileSync(join(source, 'index.ts'), 'utf8').trim().split('\n');
    for (const line of lines) expect(line).toMatch(/^export \{ \w+ \} from '\.\/functions\/\w+';$/);
  });
});
