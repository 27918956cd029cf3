import { parseOptions } from '../../demo/options';

/** What the command line says when it refuses its arguments, and its exit status. */
function refusal(parameters: string[]): { status: unknown; text: string } {
  let text = '';
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const exit = jest.spyOn(process, 'exit').mockImplementation((status) => {
    throw new Error(`exit ${String(status)}`);
  });
  try {
    expect(() => parseOptions(parameters)).toThrow(/^exit/);
    return { status: exit.mock.calls[0]?.[0], text };
  } finally {
    stderr.mockRestore();
    exit.mockRestore();
  }
}

describe('parseOptions', () => {
  it('needs none', () => {
    expect(parseOptions([])).toEqual({ firestore: 'embedded', json: false, open: false, verbose: false });
  });

  it('finds the file and the day', () => {
    expect(parseOptions(['--json', '--transactions', __filename, '--as-of', '1998-06-30'])).toEqual({
      firestore: 'embedded',
      json: true,
      open: false,
      verbose: false,
      transactions: __filename,
      asOf: '1998-06-30',
    });
  });

  it('looks for the file where npm was started', () => {
    const before = process.env['INIT_CWD'];
    process.env['INIT_CWD'] = __dirname;
    try {
      expect(parseOptions(['--transactions', 'options.test.ts']).transactions).toBe(__filename);
    } finally {
      if (before === undefined) Reflect.deleteProperty(process.env, 'INIT_CWD');
      else process.env['INIT_CWD'] = before;
    }
  });

  it.each<[string[], RegExp]>([
    [['--transactions', '/nowhere/orders.csv'], /There's no file .*orders\.csv: correct the path/],
    [['--transactions', __dirname], /is a folder: name a CSV/],
    [['--transactions', __filename, '--as-of', '1998-02-30'], /Write a calendar date as YYYY-MM-DD/],
    [['--as-of', '1998-06-30'], /--as-of goes with --transactions: name the file/],
    [['--fast'], /unknown option '--fast'[\s\S]*--help/],
    [['orders.csv'], /too many arguments/],
  ])('refuses %j and says why', (parameters, why) => {
    const { status, text } = refusal(parameters);
    expect(status).toBe(1);
    expect(text).toMatch(why);
  });
});
