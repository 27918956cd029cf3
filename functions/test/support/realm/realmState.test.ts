import { AsyncLocalStorage } from 'node:async_hooks';
import { RealmState } from './realmState';

it('takes back what a test file has changed of the realm', () => {
  const methods = Object.getOwnPropertyDescriptors(AsyncLocalStorage.prototype);
  const state = new RealmState();
  const used = new AsyncLocalStorage<string>();
  used.enterWith('value');
  process.env['OF_THE_FILE'] = 'set';
  Reflect.set(globalThis, 'ofTheFile', true);
  const listener = () => undefined;
  process.on('SIGUSR2', listener);

  state.restore();

  expect(used.getStore()).toBeUndefined();
  expect(Object.getOwnPropertyDescriptors(AsyncLocalStorage.prototype)).toEqual(methods);
  expect(process.env['OF_THE_FILE']).toBeUndefined();
  expect(Reflect.has(globalThis, 'ofTheFile')).toBe(false);
  expect(process.listeners('SIGUSR2')).not.toContain(listener);
});
