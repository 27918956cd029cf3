import { style } from '../../../local/cli/text/style';
import { table } from '../../../local/cli/text/table';

const { isTTY } = process.stdout;
const environment = { ...process.env };

/** Makes stdout a terminal or a pipe, with variables set. */
function stdoutIs(kind: 'terminal' | 'pipe', variables: Record<string, string> = {}): void {
  Object.assign(process.stdout, { isTTY: kind === 'terminal' });
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'NODE_DISABLE_COLORS']) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, variables);
}

afterEach(() => {
  Object.assign(process.stdout, { isTTY });
  process.env = { ...environment };
});

describe('style', () => {
  it('colours on a terminal', () => {
    stdoutIs('terminal');
    expect(style.bad('failed')).toBe('\u001b[31mfailed\u001b[39m');
  });

  it('does not where NO_COLOR is set, nor in a pipe', () => {
    stdoutIs('terminal', { NO_COLOR: '1' });
    expect(style.bad('failed')).toBe('failed');
    stdoutIs('pipe');
    expect(style.bad('failed')).toBe('failed');
  });
});
