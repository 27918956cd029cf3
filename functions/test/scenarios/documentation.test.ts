import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CallExpression, parseSync, Visitor } from 'oxc-parser';

const FUNCTIONS = join(__dirname, '../..');
const DOCUMENT = join(FUNCTIONS, '../docs/scenarios.md');
const INCIDENTS = 20;

/** Each test of a file as `describe › … › it`, as its source names them. */
function testNames(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const names: string[] = [];
  const around: string[] = [];
  const visitor = new Visitor({
    CallExpression(call) {
      const block = blockOf(call, text);
      if (block !== undefined) around.push(block.name);
      if (block?.kind === 'it') names.push(around.join(' › '));
    },
    'CallExpression:exit'(call) {
      if (blockOf(call, text) !== undefined) around.pop();
    },
  });
  visitor.visit(parseSync(file, text).program);
  return names;
}

/** The name of a `describe(…)` or `it(…)`, or of a `describe.each(…)(…)` or `it.each(…)(…)`. */
function blockOf(
  { callee, arguments: [title] }: CallExpression,
  text: string,
): { kind: string; name: string } | undefined {
  const kind = /^(describe|it)\b/.exec(text.slice(callee.start, callee.end))?.[1];
  if (kind === undefined || title === undefined) return undefined;
  if (title.type === 'Literal' && typeof title.value === 'string') return { kind, name: title.value };
  const [whole, ...others] = title.type === 'TemplateLiteral' ? title.quasis : [];
  return others.length === 0 && whole?.value.cooked != null ? { kind, name: whole.value.cooked } : undefined;
}

/** The cells of every table row of the document that names a scenario file. */
function documentedRows(): string[][] {
  const lines = readFileSync(DOCUMENT, 'utf8').split('\n');
  const rows = lines.filter((line) => line.startsWith('|') && line.includes('.test.ts'));
  return rows.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** `file.test.ts › describe › it` of a cell. */
function reference(cell = ''): string {
  return cell.replaceAll('`', '').replaceAll(/\s+/g, ' ');
}

describe('docs/scenarios.md', () => {
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.ts'),
  );
  const existing = files.flatMap((file) =>
    testNames(join(__dirname, file)).map((name) => `${file} › ${name}`),
  );
  const rows = documentedRows();
  const scenarioRows = rows.filter((cells) => cells.length === 2);
  const incidentRows = rows.filter((cells) => cells.length === 4);

  it('lists every scenario there is, and no other', () => {
    expect(scenarioRows.map(([cell]) => reference(cell)).sort()).toEqual(existing.sort());
  });

  it('says of every scenario what it validates', () => {
    expect(scenarioRows.filter(([, validates = '']) => validates.length < 10)).toEqual([]);
  });

  it('lists every incident with a test that keeps it impossible, which names it', () => {
    expect(incidentRows.map(([number]) => Number(number))).toEqual(
      Array.from({ length: INCIDENTS }, (_, index) => index + 1),
    );
    for (const [number = '', , test] of incidentRows) {
      const [file = '', describeName = ''] = reference(test).split(' › ');
      expect(describeName).toMatch(new RegExp(`^incident ${number}: `));
      const tests = existing.filter(
        (name) => name.startsWith(`${file} › `) && name.includes(`${describeName} › `),
      );
      expect(tests).not.toEqual([]);
    }
  });

  it('names parts of the code that exist', () => {
    for (const [, , , code = ''] of incidentRows) {
      const paths = [...code.matchAll(/`(src\/[^`]+)`/g)].map(([, path = '']) => path);
      expect(paths).not.toEqual([]);
      for (const path of paths) expect(readFileSync(join(FUNCTIONS, path), 'utf8')).not.toBe('');
    }
  });
});
