import { z } from 'zod';

/** The variables by which Google's libraries find the embedded services, and by which functions know where they run. */
export interface EmulatorAddresses {
  project: string;
  firestoreHost: string;
  pubsubHost: string;
  /** Of the Auth emulator, where there is one. */
  authHost?: string;
}

/** Variables that would lead to real credentials or to another emulator. */
const REMOVED = ['GOOGLE_APPLICATION_CREDENTIALS', 'FIREBASE_FIRESTORE_EMULATOR_ADDRESS'];

function variables({
  project,
  firestoreHost,
  pubsubHost,
  authHost,
}: EmulatorAddresses): Record<string, string> {
  return {
    FIRESTORE_EMULATOR_HOST: firestoreHost,
    PUBSUB_EMULATOR_HOST: pubsubHost,
    ...(authHost !== undefined && { FIREBASE_AUTH_EMULATOR_HOST: authHost }),
    GCLOUD_PROJECT: project,
    GOOGLE_CLOUD_PROJECT: project,
    FIREBASE_CONFIG: JSON.stringify({ projectId: project }),
    FUNCTIONS_EMULATOR: 'true',
    // As the Functions emulator sets them: callables read a caller's token without checking its signature.
    FIREBASE_DEBUG_MODE: 'true',
    FIREBASE_DEBUG_FEATURES: JSON.stringify({ skipTokenVerification: true }),
    // No look-up of a project or of credentials at Google's metadata address.
    METADATA_SERVER_DETECTION: 'none',
    // Cloud Functions run in UTC.
    TZ: 'UTC',
  };
}

/**
 * Points this process at the embedded services. Must come before firebase-functions is loaded, which reads some of the
 * variables once. Returns the function that restores the environment.
 */
export function enterEmulatorEnvironment(addresses: EmulatorAddresses): () => void {
  const entering = variables(addresses);
  const before = [...Object.keys(entering), ...REMOVED].map((name) => [name, process.env[name]] as const);
  for (const name of REMOVED) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, entering);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}

/**
 * Gives params that have no value their declared default, as the Firebase CLI does; without it `param.value()` is empty.
 * Call it when the functions are loaded: loading them declares their params. Returns the function that takes them back.
 */
export async function applyParamDefaults(): Promise<() => void> {
  const { declaredParams, Expression } = await import('firebase-functions/params');
  const added: string[] = [];
  for (const param of declaredParams) {
    if (!('options' in param) || process.env[param.name] !== undefined) continue;
    const { default: declared } = z.object({ default: z.unknown().optional() }).parse(param.options);
    if (declared === undefined) continue;
    const value: unknown = declared instanceof Expression ? declared.value() : declared;
    process.env[param.name] = typeof value === 'string' ? value : JSON.stringify(value);
    added.push(param.name);
  }
  return () => added.forEach((name) => Reflect.deleteProperty(process.env, name));
}
