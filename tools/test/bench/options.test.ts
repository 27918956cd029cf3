import { parseOptions } from '../../bench/options';

describe('the options of npm run bench', () => {
  it('measure two small worlds, the cold start, the fan-out and searches, unless told otherwise', () => {
    expect(parseOptions([])).toEqual({
      customers: [1_000, 3_004],
      full: false,
      parts: ['worlds', 'cold-start', 'fan-out', 'search'],
      answerMilliseconds: 150,
      largeTenant: 255_000,
      tenants: 10_000,
      save: false,
      json: false,
    });
  });

  it('measure everything with --full, in the sizes that are named', () => {
    expect(parseOptions(['--full'])).toMatchObject({
      customers: [1_000, 3_004, 10_000, 100_000],
      full: true,
      parts: ['worlds', 'cold-start', 'fan-out', 'search', 'memory', 'waiting'],
    });
    expect(parseOptions(['--full', '--customers', '50,60', '--only', 'worlds'])).toMatchObject({
      customers: [50, 60],
      parts: ['worlds'],
    });
  });

  it('find a file from where the command was called', () => {
    process.env['INIT_CWD'] = __dirname;
    expect(parseOptions(['--transactions', 'options.test.ts']).transactions).toBe(__filename);
  });
});
