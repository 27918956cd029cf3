import { join, sep } from 'node:path';
import { applyParamDefaults } from '../../emulators/environment';
import type * as posModule from '../../../functions/src/alleaves/client/connector';
import type * as htmlTextModule from '../../../functions/src/alleaves/rows/htmlText';
import type * as functionsModule from '../../../functions/src/index';
import type * as replayModule from '../../../functions/src/sync/start/replay';
import type * as compositionModule from '../../../functions/src/functions/composition';
import type * as errorsModule from '../../../functions/src/platform/ports/errors';
import type * as secretsModule from '../../../functions/src/platform/google/secretManager';
import type * as settingsModule from '../../../functions/src/platform/settings';
import { Wiring } from './wiring';

/** The production code under test: the repository's `src`, or a patched copy of it. */
export interface Subject {
  functions: typeof functionsModule;
  composition: typeof compositionModule;
  pos: typeof posModule;
  secrets: typeof secretsModule;
  settings: typeof settingsModule;
  errors: typeof errorsModule;
  replay: typeof replayModule;
  htmlText: typeof htmlTextModule;
  /** What triggers which of the functions. */
  wiring: Wiring;
  /** Runs a deployed function's handler on an event that has as much of its event type as the handlers look at. */
  run: (name: string, event: object) => Promise<unknown>;
}

export const SOURCE_ROOT = join(__dirname, '../../../functions/src');

/**
 * Loads the sources below `root`, once a process. The handlers load their modules when their first event arrives, which
 * takes real time; so each gets one here that comes to nothing.
 */
export async function loadSubject(root: string): Promise<Subject> {
  const subject = await requireSubject(root);
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
    sessions: { isCurrent: nothing },
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
  for (const name of Object.keys(subject.functions)) await subject.run(name, event).catch(quiet);
  await subject.htmlText.loadPlainText();
  return subject;
}

/** Lets go of the modules below `root`, so that a process can load many copies of the sources. */
export function unloadSubject(root: string): void {
  const isOurs = (file: string): boolean => file.startsWith(root + sep);
  for (const file of Object.keys(require.cache).filter(isOurs)) Reflect.deleteProperty(require.cache, file);
  module.children = module.children.filter(({ filename }) => !isOurs(filename));
}

/** Stands for anything; whatever is asked of it fails at once. */
function unusable(name: string): never {
  const fail = (): never => {
    throw new Error(`There is no ${name}.`);
  };
  return new Proxy({}, { get: fail }) as never;
}

async function requireSubject(root: string): Promise<Subject> {
  const functions = load(root, 'index') as typeof functionsModule;
  // Declarations name params, such as the region.
  await applyParamDefaults();
  return {
    functions,
    composition: load(root, 'functions/composition') as typeof compositionModule,
    pos: load(root, 'alleaves/client/connector') as typeof posModule,
    secrets: load(root, 'platform/google/secretManager') as typeof secretsModule,
    settings: load(root, 'platform/settings') as typeof settingsModule,
    errors: load(root, 'platform/ports/errors') as typeof errorsModule,
    replay: load(root, 'sync/start/replay') as typeof replayModule,
    htmlText: load(root, 'alleaves/rows/htmlText') as typeof htmlTextModule,
    wiring: new Wiring(functions),
    run: (name, event) => {
      const deployed: unknown = Reflect.get(functions, name);
      const handler: unknown = typeof deployed === 'function' ? Reflect.get(deployed, 'run') : undefined;
      if (typeof handler !== 'function')
        return Promise.reject(new Error(`${name} takes requests and no events.`));
      const result: unknown = Reflect.apply(handler, undefined, [event]);
      return Promise.resolve(result);
    },
  };
}

/** A module whose path is known only at run time; that it is what its caller says is this project's own doing. */
function load(root: string, file: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- its path is known only here
  return require(join(root, file));
}
