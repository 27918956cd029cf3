import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Makes stdout pass for a terminal. */
const TERMINAL = `data:text/javascript,${encodeURIComponent(
  `import { WriteStream } from 'node:tty';
   Object.assign(process.stdout, { isTTY: true, getColorDepth: WriteStream.prototype.getColorDepth });`,
)}`;

const BUNDLED = resolve(__dirname, '../../../../scripts/bundled.mjs');

/** What a process prints that has styled a word. */
async function styled(imports: readonly string[], variables: Record<string, string>): Promise<string> {
  const flags = imports.map((name) => `--import=${name}`);
  const { stdout } = await execute(
    process.execPath,
    [...flags, BUNDLED, resolve(__dirname, 'printStyled.ts')],
    { env: { PATH: process.env['PATH'], TERM: 'xterm-256color', ...variables } },
  );
  return stdout;
}

describe('style', () => {
  it.concurrent('colours on a terminal', async () => {
    expect(await styled([TERMINAL], {})).toBe('\u001b[31mno\u001b[39m');
  });

  it.concurrent('does not where NO_COLOR is set', async () => {
    expect(await styled([TERMINAL], { NO_COLOR: '1' })).toBe('no');
  });

  it.concurrent('does not in a pipe', async () => {
    expect(await styled([], {})).toBe('no');
  });
});
