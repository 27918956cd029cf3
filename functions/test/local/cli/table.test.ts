import { pairs, table } from '../../../local/cli/text/table';

describe('table', () => {
  it('aligns columns whatever their colours, and leaves no space at the end of lines', () => {
    const rows = [
      { name: '\u001b[31ma\u001b[39m', count: 1 },
      { name: 'long', count: 1000 },
    ];
    const columns = [
      { head: 'name', value: ({ name }: { name: string }) => name },
      { head: 'count', align: 'right' as const, value: ({ count }: { count: number }) => String(count) },
      { head: 'note', value: () => '' },
    ];
    expect(table(rows, columns)).toBe('NAME  COUNT  NOTE\n\u001b[31ma\u001b[39m         1\nlong   1000');
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
