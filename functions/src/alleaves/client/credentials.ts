import { z } from 'zod';
import { ConfigError } from '../../platform/ports/errors';
import type { Secrets } from '../../platform/ports/secrets';

/** What a login sends. The PIN is a field of its own: it is never joined to the password. */
export interface Credentials {
  username: string;
  password: string;
  pin: string;
  /** `{prefix}_LOCATION_ID`, null if there is none. */
  locationId: string | null;
}

/** Where a tenant's credentials are. */
export interface CredentialsPlace {
  /** The tenant that they must be bound to. */
  orgId: string;
  /** What the names of the secrets begin with. */
  prefix: string;
  /** Whether they are together in one secret, `{prefix}_LOGIN`: Secret Manager bills each secret of its own. */
  inOneSecret: boolean;
}

/**
 * Reads a tenant's credentials: `{prefix}_USERNAME`, `_PASSWORD`, `_PIN` and, if there is one, `_LOCATION_ID`; or `{prefix}_LOGIN`.
 * @param fresh Skip the secrets' cache, after the POS refused what is cached.
 * @throws ConfigError `pos_secret_missing`, which names the missing secrets; `pos_secret_malformed`; `secret_not_bound`.
 */
export async function readCredentials(
  secrets: Secrets,
  { orgId, prefix, inOneSecret }: CredentialsPlace,
  fresh: boolean,
): Promise<Credentials> {
  if (inOneSecret) return readTogether(secrets, `${prefix}_LOGIN`, { orgId, fresh });
  const read = async (part: string): Promise<string> => {
    const value = await secrets.read(`${prefix}_${part}`, { orgId, fresh });
    // Trailing line breaks come from `echo secret | gcloud secrets versions add`; they are never meant.
    return value?.replace(/[\r\n]+$/, '') ?? '';
  };
  const [username, password, pin, locationId] = await Promise.all([
    read('USERNAME'),
    read('PASSWORD'),
    read('PIN'),
    read('LOCATION_ID'),
  ]);
  const missing = Object.entries({ USERNAME: username, PASSWORD: password, PIN: pin })
    .filter(([, value]) => value === '')
    .map(([part]) => `${prefix}_${part}`);
  if (missing.length > 0) {
    throw new ConfigError(
      'pos_secret_missing',
      `Missing or empty secrets: ${missing.join(', ')}. Create them in Secret Manager (or in functions/.secret.local for emulators), or correct the tenant's pos.secretPrefix.`,
    );
  }
  return { username, password, pin, locationId: locationId.trim() || null };
}

const text = z.union([z.string(), z.number().transform(String)]);

/** `locationId` may be left out. Numbers are as good as text: a PIN is easily written as one. */
const together = z.object({
  username: text.pipe(z.string().min(1)),
  password: text.pipe(z.string().min(1)),
  pin: text.pipe(z.string().min(1)),
  locationId: text.nullish(),
});

async function readTogether(
  secrets: Secrets,
  name: string,
  options: { orgId: string; fresh: boolean },
): Promise<Credentials> {
  const value = await secrets.read(name, options);
  if (value === undefined || value.trim() === '') {
    throw new ConfigError(
      'pos_secret_missing',
      `Missing or empty secret: ${name}. Create it in Secret Manager (or in functions/.secret.local for emulators), or turn off the tenant's pos.credentialsInOneSecret.`,
    );
  }
  const { data } = together.safeParse(jsonOf(value));
  // What is wrong could quote the secret.
  if (data === undefined) {
    throw new ConfigError(
      'pos_secret_malformed',
      `The secret ${name} isn't JSON of the form {"username": "…", "password": "…", "pin": "…", "locationId": "…"} (the last may be left out). Add a corrected version of it.`,
    );
  }
  const locationId = data.locationId?.trim() ?? '';
  return { ...data, locationId: locationId === '' ? null : locationId };
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

export function sameCredentials(a: Credentials, b: Credentials): boolean {
  return a.username === b.username && a.password === b.password && a.pin === b.pin;
}
