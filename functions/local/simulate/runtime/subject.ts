import { join, sep } from 'node:path';
import type * as posModule from '../../../src/alleaves/client';
import type * as functionsModule from '../../../src/index';
import type * as replayModule from '../../../src/pipeline/replay';
import type * as compositionModule from '../../../src/platform/composition';
import type * as errorsModule from '../../../src/platform/errors';
import type * as secretsModule from '../../../src/platform/secretManager';
import type * as settingsModule from '../../../src/platform/settings';

/** The production code under test: the repository's `src`, or a patched copy of it. */
export interface Subject {
  functions: typeof functionsModule;
  composition: typeof compositionModule;
  pos: typeof posModule;
  secrets: typeof secretsModule;
  settings: typeof settingsModule;
  errors: typeof errorsModule;
  replay: typeof replayModule;
  /** Runs a deployed function's handler on an event that has as much of its event type as the handlers look at. */
  run: (name: keyof typeof functionsModule, event: object) => Promise<unknown>;
}

export const SOURCE_ROOT = join(__dirname, '../../../src');

/**
 * Loads the sources below `root`, once a process. The handlers load their modules when their first event arrives, which
 * takes real time; so each gets one here that comes to nothing.
 */
export async function loadSubject(root: string): Promise<Subject> {
  const subject = requireSubject(root);
  const nothing = (): Promise<never> => Promise.reject(new Error('nothing'));
  const quiet = (): undefined => undefined;
  subject.composition.useContext({
    settings: subject.settings.DEFAULT_SETTINGS,
    clock: { now: () => new Date(Date.now()) },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    firestore: unusable('database'),
    publisher: { publish: nothing },
    secrets: { read: nothing },
    pos: { connect: () => unusable('POS') },
  });
  const time = new Date(Date.now()).toISOString();
  const message = { messageId: '1', publishTime: time, data: '' };
  const event = {
    id: '1',
    time,
    scheduleTime: time,
    data: { message },
    params: { orgId: 'x', spendingKey: 'cid_1' },
  };
  for (const name of functionNames(subject.functions)) await subject.run(name, event).catch(quiet);
  return subject;
}

/** Lets go of the modules below `root`, so that a process can load many copies of the sources. */
export function unloadSubject(root: string): void {
  const isOurs = (file: string): boolean => file.startsWith(root + sep);
  for (const file of Object.keys(require.cache).filter(isOurs)) Reflect.deleteProperty(require.cache, file);
  module.children = module.children.filter(({ filename }) => !isOurs(filename));
}

function functionNames(functions: typeof functionsModule): (keyof typeof functionsModule)[] {
  return Object.keys(functions).filter((name): name is keyof typeof functionsModule => name in functions);
}

/** Stands for anything; whatever is asked of it fails at once. */
function unusable(name: string): never {
  const fail = (): never => {
    throw new Error(`There is no ${name}.`);
  };
  return new Proxy({}, { get: fail }) as never;
}

function requireSubject(root: string): Subject {
  const functions = load(root, 'index') as typeof functionsModule;
  return {
    functions,
    composition: load(root, 'platform/composition') as typeof compositionModule,
    pos: load(root, 'alleaves/client') as typeof posModule,
    secrets: load(root, 'platform/secretManager') as typeof secretsModule,
    settings: load(root, 'platform/settings') as typeof settingsModule,
    errors: load(root, 'platform/errors') as typeof errorsModule,
    replay: load(root, 'pipeline/replay') as typeof replayModule,
    run: (name, event) => {
      const deployed = functions[name];
      if (!('run' in deployed)) return Promise.reject(new Error(`${name} takes requests and no events.`));
      const { run }: { run: (event: never) => unknown } = deployed;
      return Promise.resolve(run(event as never));
    },
  };
}

/** A module whose path is known only at run time; that it is what its caller says is this project's own doing. */
function load(root: string, file: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(join(root, file));
}
