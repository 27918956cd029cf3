import { plainProgress } from '../../terminal/progress';

describe('plainProgress', () => {
  it('writes lines, and updates only now and then', () => {
    const lines: string[] = [];
    let time = 0;
    const progress = plainProgress(
      (line) => lines.push(line),
      () => time,
    );
    progress.begin('sync');
    progress.update('1 write');
    time += 1_999;
    progress.update('2 writes');
    time += 1;
    progress.update('3 writes');
    progress.update('4 writes');
    progress.line('a stage');
    progress.end('sync done', true);
    progress.end('sync failed', false);
    expect(lines).toEqual(['sync …', '  3 writes', '  a stage', '✔ sync done', '✖ sync failed']);
  });
});
