import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const operations = readFileSync(join(root, '../docs/operations.md'), 'utf8');
const source = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
  .join('\n');

const matches = (pattern: RegExp, text: string) =>
  [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))].sort();

/** The codes of the errors that the functions throw; those of calls alone stand in docs/api.md. */
const codes = matches(/new (?:Transient|Permanent|Auth|Config)Error\(\s*'(\w+)'/g, source);
const params = matches(/define(?:Int|String|Boolean)\('(\w+)'/g, source);

describe('docs/operations.md', () => {
  it('finds the codes and the params in the sources', () => {
    expect(codes.length).toBeGreaterThan(35);
    expect(codes).toContain('menu_brake');
    expect(params).toContain('SYNC_REGION');
  });

  it.each(codes)('has an entry in the runbook for %s', (code) => {
    expect(operations).toContain(`\`${code}\``);
  });

  it.each(params)('explains the param %s', (param) => {
    expect(operations).toContain(`\`${param}\``);
  });

  it('names no code that can no longer happen', () => {
    const runbook = operations.slice(operations.indexOf('## Runbook'));
    const entries = runbook
      .split('\n')
      .flatMap((line) => (line.startsWith('| `') ? (line.split('|')[1] ?? '') : []));
    const named = entries.flatMap((cell) => matches(/`(\w+)`/g, cell)).sort();
    expect(named.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
    expect(named.length).toBeGreaterThan(35);
  });
});
