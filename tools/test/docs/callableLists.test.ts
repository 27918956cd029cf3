import { withExports, withRewrites } from '../../docs/callableLists';

describe('withExports', () => {
  const source = (names: string) =>
    `export { syncOrders } from './functions/syncOrders';\nexport const {${names}} = callableFunctions;\n`;

  it('lists the callables by name, and leaves the rest as it is', () => {
    expect(withExports(source('\n  pauseSync,\n'), ['resumeSync', 'getCustomer'])).toBe(
      source('\ngetCustomer,\nresumeSync\n'),
    );
  });

  it('refuses a source without a list', () => {
    expect(() => withExports('export {};', ['getCustomer'])).toThrow('There is no list of callables');
  });
});

describe('withRewrites', () => {
  const call = (name: string) => ({
    source: `/api/${name}`,
    function: { functionId: name, region: 'europe-west1' },
  });
  const menu = {
    source: '/menu',
    function: { functionId: 'getPublicMenu', region: 'europe-west1' },
  };
  const page = { source: '/console/**', destination: '/console/index.html' };
  const configuration = (rewrites: object[]) => ({
    functions: [{ source: 'functions' }],
    hosting: { public: 'console/dist', rewrites, headers: [] },
    emulators: { ui: { port: 4000 } },
  });

  it('passes on each callable where the others were, and leaves the rest as it is, in its order', () => {
    const text = withRewrites(JSON.stringify(configuration([call('pauseSync'), page])), [
      'resumeSync',
      'getCustomer',
    ]);
    const expected = configuration([call('getCustomer'), call('resumeSync'), menu, page]);
    expect(text).toBe(JSON.stringify(expected, null, 2));
  });
});
