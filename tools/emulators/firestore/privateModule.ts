import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const load = createRequire(__filename);

type Internal = (...given: unknown[]) => unknown;

/**
 * A module of `@firebase-bridge/firestore-admin` (0.0.10) that isn't part of what it offers.
 * @param file Below `lib/_internal`.
 * @param names Functions that it must export.
 * @throws Error when the package has changed.
 */
export function privateModule<Name extends string>(
  file: string,
  ...names: readonly Name[]
): Record<Name, Internal> {
  const home = dirname(load.resolve('@firebase-bridge/firestore-admin'));
  const module: unknown = load(join(home, 'lib/_internal', file));
  if (!exports(module, names))
    throw new Error(
      `@firebase-bridge/firestore-admin has changed inside, in ${file}: install version 0.0.10, or adapt what replaces parts of it.`,
    );
  return module;
}

function exports<Name extends string>(
  module: unknown,
  names: readonly Name[],
): module is Record<Name, Internal> {
  return (
    typeof module === 'object' &&
    module !== null &&
    names.every((name) => typeof Reflect.get(module, name) === 'function')
  );
}
