import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { blockOf, withBlock } from '../../docs/blocks';
import { commandsOf } from '../../sam/document/commands';
import { Recording } from '../../sam/document/recording';
import { referenceOf } from '../../sam/document/reference';
import { EXIT } from '../../sam/exitCodes';
import { createProgram } from '../../sam/program';
import { plainProgress } from '../../terminal/progress';

const FILE = resolve(__dirname, '../../../docs/cli.md');
const document = readFileSync(FILE, 'utf8');
const program = createProgram({
  print: jest.fn(),
  warn: jest.fn(),
  reply: jest.fn(),
  openProgress: () => Promise.resolve(plainProgress(jest.fn())),
});

/** As the formatter leaves it but for the widths of columns. */
function withoutWidths(markdown: string): string {
  return markdown.replaceAll(/ +/g, ' ').replaceAll(/-+(?= \|)/g, '---');
}

describe('docs/cli.md', () => {
  it('has the reference that follows from the program (else run node scripts/bundled.mjs sam/document/record.ts)', () => {
    expect(withoutWidths(blockOf(document, 'reference'))).toBe(withoutWidths(referenceOf(program)));
  });

  it('records every command that can be shown, with options that exist, and no fault of the program', () => {
    const session = blockOf(document, 'session');
    const lines = [...session.matchAll(/^\$ npm run sam -- (.*)$/gm)].map(([, line = '']) => line);
    expect(lines.length).toBeGreaterThan(15);
    const commands = commandsOf(program);
    for (const line of lines.filter((text) => !text.startsWith('stauts'))) {
      const known = commands.find((command) => line === command.line || line.startsWith(`${command.line} `));
      const flags = [...(known?.command.options ?? []), ...program.options].map(({ long }) => long);
      const used = line.split(' ').filter((word) => word.startsWith('--'));
      expect({
        line,
        isKnown: known !== undefined,
        unknown: used.filter((flag) => !flags.includes(flag)),
      }).toEqual({
        line,
        isKnown: true,
        unknown: [],
      });
    }
    expect(session).not.toContain('unexpected');
  });

  it('has every exit code', () => {
    const rows = [...document.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
    expect(rows).toEqual(Object.values(EXIT));
  });
});

describe('blocks', () => {
  it('are replaced, and nothing else is', () => {
    const text = withBlock('# Title\n<!-- a -->\nold\n<!-- /a -->\nend', 'a', 'new');
    expect(text).toBe('# Title\n<!-- a -->\n\nnew\n\n<!-- /a -->\nend');
    expect(blockOf(text, 'a')).toBe('new');
  });

  it('must be there', () => {
    expect(() => blockOf('<!-- /a --><!-- a -->', 'a')).toThrow('no block a: put <!-- a -->');
  });
});

describe('Recording', () => {
  it('shows commands, answers, faults and exit codes, and steady texts for what differs each time', () => {
    const recording = new Recording({ '127.0.0.1:4711': '127.0.0.1:8080' });
    recording.tell('Told.');
    const id = '0123456789abcdef0123456789abcdef';
    recording.command(`dead-letters show ${id}`, {
      stdout: `${id} 2026-11-20 20:07Z, 3 minutes ago\n`,
      stderr: 'org …\n✔ org\n',
      code: 0,
    });
    recording.command('sync', { stdout: '', stderr: 'error: not at 127.0.0.1:4711 [x]\n', code: 2 });
    expect(recording.text()).toBe(
      [
        'Told.\n\n```console',
        '$ npm run sam -- dead-letters show 00000000000000000000000000000001 --emulator',
        '00000000000000000000000000000001 2026-11-20 20:00Z, 1 minute ago',
        '',
        '$ npm run sam -- sync --emulator',
        'error: not at 127.0.0.1:8080 [x]',
        '# exit code 2\n```',
      ].join('\n'),
    );
  });
});
