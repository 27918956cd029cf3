import { join } from 'node:path';

/** The production code under test: the repository's `src`, or a mutated copy of it. */
export interface Subject {
  functions: typeof import('../../../src/index');
  composition: typeof import('../../../src/platform/composition');
  pos: typeof import('../../../src/alleaves/client');
  secrets: typeof import('../../../src/platform/secretManager');
  settings: typeof import('../../../src/platform/settings');
  errors: typeof import('../../../src/platform/errors');
  replay: typeof import('../../../src/pipeline/replay');
}

export const SOURCE_ROOT = join(__dirname, '../../../src');

/** Loads the sources below `root`. Each root is loaded once a process. */
export function loadSubject(root: string): Subject {
  const load = (file: string) => {
    // The path is known only at run time, and its modules are those of the types above.
    // eslint-disable-next-line @typescript-eslint/no-require-imports, @typescript-eslint/no-unsafe-return
    return require(join(root, file));
  };
  return {
    /* eslint-disable @typescript-eslint/no-unsafe-assignment */
    functions: load('index'),
    composition: load('platform/composition'),
    pos: load('alleaves/client'),
    secrets: load('platform/secretManager'),
    settings: load('platform/settings'),
    errors: load('platform/errors'),
    replay: load('pipeline/replay'),
    /* eslint-enable @typescript-eslint/no-unsafe-assignment */
  };
}
