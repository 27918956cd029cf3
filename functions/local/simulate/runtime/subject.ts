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

/**
 * Loads the sources below `root`, once a process. The handlers load their modules when their first event arrives, which
 * takes real time; so each gets one here that comes to nothing.
 */
export async function loadSubject(root: string): Promise<Subject> {
  const subject = requireSubject(root);
  const nothing = (): Promise<never> => Promise.reject(new Error('nothing'));
  const quiet = () => undefined;
  subject.composition.useContext({
    settings: subject.settings.DEFAULT_SETTINGS,
    clock: { now: () => new Date() },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    // Whatever asks for a database fails at once.
    firestore: new Proxy(Object.create(null), {
      get: () => {
        throw new Error('no database');
      },
    }),
    publisher: { publish: nothing },
    secrets: { read: nothing },
    pos: {
      connect: () => {
        throw new Error('no POS');
      },
    },
  });
  for (const { run } of Object.values(subject.functions)) {
    const handler: (event: never) => unknown = run;
    const message = { messageId: '1', publishTime: new Date().toISOString(), data: '' };
    const event = {
      id: '1',
      time: message.publishTime,
      data: { message },
      params: { orgId: 'x', spendingKey: 'cid_1' },
      scheduleTime: message.publishTime,
    };
    await Promise.resolve(handler(event as never)).catch(quiet);
  }
  return subject;
}

function requireSubject(root: string): Subject {
  const load = (file: string) => {
    // The path is known only at run time, and its modules are those of the types above.
    // eslint-disable-next-line @typescript-eslint/no-require-imports, @typescript-eslint/no-unsafe-return
    return require(join(root, file));
  };
  return {
    functions: load('index'),
    composition: load('platform/composition'),
    pos: load('alleaves/client'),
    secrets: load('platform/secretManager'),
    settings: load('platform/settings'),
    errors: load('platform/errors'),
    replay: load('pipeline/replay'),
  };
}
