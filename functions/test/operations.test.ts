import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { FIREBASE_TOOLS } from '../../tools/suite/firebaseTools';

const root = resolve(__dirname, '..');
const operations = readFileSync(join(root, '../docs/operations.md'), 'utf8');
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(root, 'src', file), 'utf8') }));
const source = files.map(({ text }) => text).join('\n');

const matches = (pattern: RegExp, text: string) =>
  [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))].sort();

/** The codes of the errors that the functions throw; those of calls alone are in docs/api.md. */
const codes = matches(/new (?:Transient|Permanent|Auth|Config)Error\(\s*'(\w+)'/g, source);
const params = matches(/define(?:Int|String|Boolean)\('(\w+)'/g, source);

/** What the log catalogues write. */
const messages = matches(/\blog\.(?:debug|info|warn|error)\(\s*['"]((?<=')[^']+|(?<=")[^"]+)/g, source);

/** The rows of the table under a heading, without its head. */
function rowsUnder(heading: string): string[] {
  const section = operations.slice(operations.indexOf(`## ${heading}\n`)).split(/\n#{2,3} /)[0] ?? '';
  return section.split('\n').filter((line) => line.startsWith('| `'));
}

const namesIn = (rows: readonly string[]) =>
  rows
    .slice(1)
    .flatMap((row) => matches(/`([^`]+)`/g, row.split('|')[1] ?? ''))
    .sort();

const alertPolicy = z.object({
  conditions: z.tuple([z.object({ conditionMatchedLog: z.object({ filter: z.string() }) })]),
});

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

  it('lists every message of the log, which catalogues alone write', () => {
    const writers = files.filter(({ text }) => /\blog\.(?:debug|info|warn|error)\(\s*['"]/.test(text));
    expect(writers.filter(({ file }) => !/logs\.ts$/i.test(file)).map(({ file }) => file)).toEqual([]);
    expect(messages.length).toBeGreaterThan(20);
    expect(namesIn(rowsUnder('Logs'))).toEqual(messages);
  });

  it('alerts on the messages that it explains, and on every one of severity ERROR but those that others follow', () => {
    const file = join(root, '../docs/alerts/lines.json');
    const [{ conditionMatchedLog }] = alertPolicy.parse(JSON.parse(readFileSync(file, 'utf8'))).conditions;
    const alerted = matches(/"([^"]+)"(?= OR|\))/g, conditionMatchedLog.filter);
    expect(alerted).toEqual(namesIn(rowsUnder('Alerts')));
    const errors = matches(/\blog\.error\(\s*['"]((?<=')[^']+|(?<=")[^"]+)/g, source);
    // `dead letters grew` counts what was stored.
    expect(errors.filter((message) => !alerted.includes(message))).toEqual(['dead letter stored']);
  });

  it('uses the release of the Firebase CLI that the tests use', () => {
    expect(matches(/(firebase-tools@[\d.]+\d)/g, operations)).toEqual([FIREBASE_TOOLS]);
  });
});
