import { applyParamDefaults } from '../../emulators/environment';
import type * as sourceModules from './sources';
import { Wiring } from './wiring';

/** The modules of the production code that the simulator takes hold of. */
export type Sources = typeof sourceModules;

/** The production code under test: the repository's `src`, or a copy with a bug in it. */
export interface Subject extends Sources {
  /** What triggers which of the functions. */
  wiring: Wiring;
  /** Runs a deployed function's handler on an event that has as much of its event type as the handlers look at. */
  run: (name: string, event: object) => Promise<unknown>;
}

/**
 * Makes loaded sources ready. The handlers load their modules when their first event arrives, which takes real time; so each
 * gets one here that comes to nothing.
 */
export async function prepareSubject(sources: Sources): Promise<Subject> {
  // Declarations name params, such as the region.
  await applyParamDefaults();
  const subject: Subject = {
    ...sources,
    wiring: new Wiring(sources.functions),
    run: (name, event) => runHandler(sources, name, event),
  };
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

/** Stands for anything; whatever is asked of it fails at once. */
function unusable(name: string): never {
  const fail = (): never => {
    throw new Error(`There is no ${name}.`);
  };
  return new Proxy({}, { get: fail }) as never;
}

function runHandler({ functions }: Sources, name: string, event: object): Promise<unknown> {
  const deployed: unknown = Reflect.get(functions, name);
  const handler: unknown = typeof deployed === 'function' ? Reflect.get(deployed, 'run') : undefined;
  if (typeof handler !== 'function')
    return Promise.reject(new Error(`${name} takes requests and no events.`));
  const result: unknown = Reflect.apply(handler, undefined, [event]);
  return Promise.resolve(result);
}
