import type { JestEnvironment, JestEnvironmentConfig } from '@jest/environment';
import type { Global } from '@jest/types';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import { RealmState } from './realmState';

/**
 * Tests run in the worker's own realm, so that a package can be loaded once for all the test files of a worker
 * (see runtime.cjs): two realms would have two `Error`s and two `Object.prototype`s. What a file does to the realm is
 * undone after it.
 */
export default class SharedRealmEnvironment implements JestEnvironment {
  private readonly state = new RealmState();
  readonly global: Global.Global;
  readonly moduleMocker: ModuleMocker;
  readonly fakeTimers = null;
  readonly fakeTimersModern: ModernFakeTimers;

  constructor({ projectConfig }: JestEnvironmentConfig) {
    this.global = globalThis as unknown as Global.Global;
    this.global.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  /** Called when jest has made stacks name lines of TypeScript. */
  setup(): Promise<void> {
    leavePackagesUnmapped();
    return Promise.resolve();
  }

  teardown(): Promise<void> {
    this.fakeTimersModern.dispose();
    // What is spied on may be shared.
    this.moduleMocker.restoreAllMocks();
    this.state.restore();
    return Promise.resolve();
  }

  exportConditions(): string[] {
    return ['node', 'node-addons'];
  }

  /** There is no other realm: runtime.cjs compiles for this one. */
  getVmContext(): null {
    return null;
  }
}

/**
 * Firestore's client takes a stack at each call, in case the call fails. Mapping these to lines of TypeScript was a tenth of the
 * processor time of tests.
 */
function leavePackagesUnmapped(): void {
  const mapped = Error.prepareStackTrace.bind(Error);
  Error.prepareStackTrace = (error, frames): unknown =>
    frames[0]?.getFileName()?.includes('/node_modules/@google-cloud/firestore/') === true
      ? [String(error), ...frames.map(placeOf)].join('\n')
      : mapped(error, frames);
}

function placeOf(frame: NodeJS.CallSite): string {
  const place = `${frame.getFileName()}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
  return `    at ${frame.getFunctionName()} (${place})`;
}
