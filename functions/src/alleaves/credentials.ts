import { ConfigError } from '../platform/errors';
import type { Secrets } from '../platform/secrets';

/** What a login sends. The PIN is a field of its own: it is never joined to the password. */
export interface Credentials {
  username: string;
  password: string;
  pin: string;
  /** `{prefix}_LOCATION_ID`, null where there is none. */
  locationId: string | null;
}

/**
 * Reads a tenant's credentials, `{prefix}_USERNAME`, `_PASSWORD`, `_PIN` and, if there is one, `_LOCATION_ID`.
 * @param fresh Skip the secrets' cache, after the POS refused what is cached.
 * @throws ConfigError `pos_secret_missing`, which names the missing secrets.
 */
export async function readCredentials(
  secrets: Secrets,
  prefix: string,
  fresh: boolean,
): Promise<Credentials> {
  const read = async (part: string): Promise<string> => {
    const value = await secrets.read(`${prefix}_${part}`, { fresh });
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

export function sameCredentials(a: Credentials, b: Credentials): boolean {
  return a.username === b.username && a.password === b.password && a.pin === b.pin;
}
