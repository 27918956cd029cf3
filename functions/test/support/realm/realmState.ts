import { AsyncLocalStorage } from 'node:async_hooks';
import { packageGlobals } from './packages.cjs';

type Properties = ReadonlyMap<string | symbol, PropertyDescriptor>;
type Listeners = ReadonlyMap<string | symbol, readonly unknown[]>;

/** What a test file may change of the realm that it shares with others: global names, the process and its environment. */
export class RealmState {
  private readonly globals = propertiesOf(globalThis);
  private readonly process = propertiesOf(process);
  private readonly environment = process.env;
  private readonly listeners: Listeners = new Map(
    process.eventNames().map((name) => [name, process.rawListeners(name)]),
  );

  private readonly storages = new UsedStorages();

  constructor() {
    // A copy, as in jest's own environment: no file sees what another has set.
    process.env = { ...process.env };
  }

  restore(): void {
    restoreProperties(globalThis, this.globals, packageGlobals);
    restoreProperties(process, this.process);
    process.env = this.environment;
    this.storages.disable();
    for (const name of process.eventNames())
      for (const listener of process.rawListeners(name))
        if (!this.listeners.get(name)?.includes(listener))
          process.removeListener(name, listener as () => void);
  }
}

/**
 * Storages that a file's own copies of packages have used. Node hands the values of all that are enabled from each promise to the next:
 * what a hundred files left behind was a tenth of the processor time of tests.
 */
class UsedStorages {
  private readonly used = new Set<AsyncLocalStorage<unknown>>();
  private readonly methods = propertiesOf(AsyncLocalStorage.prototype);

  constructor() {
    const { used } = this;
    for (const name of ['run', 'enterWith'] as const) {
      const method = AsyncLocalStorage.prototype[name];
      AsyncLocalStorage.prototype[name] = function (this: AsyncLocalStorage<unknown>, ...given: unknown[]) {
        used.add(this);
        return Reflect.apply(method, this, given) as never;
      };
    }
  }

  disable(): void {
    restoreProperties(AsyncLocalStorage.prototype, this.methods);
    for (const storage of this.used) storage.disable();
  }
}

function propertiesOf(target: object): Properties {
  return new Map(
    Reflect.ownKeys(target).flatMap((key): [string | symbol, PropertyDescriptor][] => {
      const descriptor = Reflect.getOwnPropertyDescriptor(target, key);
      return descriptor ? [[key, descriptor]] : [];
    }),
  );
}

/** @param kept What may have come into being since. */
function restoreProperties(
  target: object,
  before: Properties,
  kept: ReadonlySet<string | symbol> = new Set(),
): void {
  for (const key of Reflect.ownKeys(target))
    if (!before.has(key) && !kept.has(key)) Reflect.deleteProperty(target, key);
  for (const [key, descriptor] of before) {
    const now = Reflect.getOwnPropertyDescriptor(target, key);
    if (now?.value !== descriptor.value || now?.get !== descriptor.get)
      Reflect.defineProperty(target, key, descriptor);
  }
}
