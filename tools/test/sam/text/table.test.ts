import { stripVTControlCharacters } from 'node:util';
import { style } from '../../../sam/text/style';
import { safeText } from '../../../terminal/safeText';
import { pairs, table } from '../../../sam/text/table';

describe('table', () => {
  const { isTTY } = process.stdout;
  beforeAll(() => Object.assign(process.stdout, { isTTY: true, getColorDepth: () => 8 }));
  afterAll(() => Object.assign(process.stdout, { isTTY }));

  it('aligns columns whatever their colours, and leaves no space at the end of lines', () => {
    const rows = [
      { name: style.bad('a'), count: 1 },
      { name: 'long', count: 1000 },
    ];
    const columns = [
      { head: 'name', value: ({ name }: { name: string }) => name },
      { head: 'count', align: 'right' as const, value: ({ count }: { count: number }) => String(count) },
      { head: 'note', value: () => '' },
    ];
    const [head = '', ...lines] = safeText(table(rows, columns)).split('\n');
    expect(stripVTControlCharacters(head)).toBe('NAME  COUNT  NOTE');
    expect(lines).toEqual(['\u001b[31ma\u001b[39m         1', 'long   1000']);
  });

  it('keeps a cell in its line and column, whatever is in it', () => {
    const rows = [{ name: 'a\u001b[31m\r\nb' }, { name: 'c' }];
    const columns = [
      { head: '', value: ({ name }: { name: string }) => name },
      { head: '', value: () => 'x' },
    ];
    const lines = safeText(table(rows, columns)).split('\n');
    expect(lines.at(-2)).toBe('a\\u001b[31m\\u000d\\u000ab  x');
    expect(lines.at(-1)).toBe(`c${' '.repeat(25)}x`);
  });
});

describe('a table in a terminal', () => {
  const rows = [
    { org: 'green-leaf', error: 'The point of sale refused the login of this shop.', orders: 1234 },
  ];
  const columns = [
    { head: 'org', value: (row: (typeof rows)[number]) => row.org },
    { head: 'orders', align: 'right' as const, value: (row: (typeof rows)[number]) => String(row.orders) },
    { head: 'error', value: (row: (typeof rows)[number]) => row.error },
  ];
  const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

  it('breaks values behind their names, but no word of them', () => {
    const text = pairs(
      [
        ['since', 'today'],
        ['address', 'https://example.com/long and more'],
      ],
      24,
    );
    expect(text.split('\n')).toEqual([
      'since    today',
      'address  https://example.com/long',
      '         and more',
    ]);
  });

  it('breaks text between words where it is wider than the terminal', () => {
    const text = table(rows, columns, 50);
    expect(widest(text)).toBeLessThanOrEqual(50);
    expect(text).toContain('green-leaf    1234  The point of sale');
  });

  it('is a list where the terminal is too narrow for columns', () => {
    expect(table(rows, columns, 24)).toBe(
      'org     green-leaf\norders  1234\nerror   The point of\n        sale refused the\n        login of this\n        shop.',
    );
  });

  it('is as wide as it needs to be without a terminal, to be searched', () => {
    expect(table(rows, columns, Infinity).split('\n')).toHaveLength(2);
  });
});

describe('pairs', () => {
  it('aligns values and leaves out what has none', () => {
    expect(
      pairs([
        ['name', 'Ana'],
        ['since', null],
        ['segment', 'vip'],
      ]),
    ).toBe('name     Ana\nsegment  vip');
  });
});
