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
 * @throws ConfigError `pos_secret_missing`, which names the missing secret.
 */
export async function readCredentials(
  secrets: Secrets,
  prefix: string,
  fresh: boolean,
): Promise<Credentials> {
  const required = async (part: string): Promise<string> => {
    const name = `${prefix}_${part}`;
    // Trailing line breaks come from `echo secret | gcloud secrets versions add`; they are never meant.
    const value = (await secrets.read(name, { fresh }))?.replace(/[\r\n]+$/, '');
    if (!value) {
      throw new ConfigError(
        'pos_secret_missing',
        `The secret ${name} is missing or empty. Create it in Secret Manager (or in functions/.secret.local for emulators), or correct the tenant's pos.secretPrefix.`,
      );
    }
    return value;
  };
  const [username, password, pin, locationId] = await Promise.all([
    required('USERNAME'),
    required('PASSWORD'),
    required('PIN'),
    secrets.read(`${prefix}_LOCATION_ID`, { fresh }),
  ]);
  return { username, password, pin, locationId: locationId?.trim() ? locationId.trim() : null };
}

export function sameCredentials(a: Credentials, b: Credentials): boolean {
  return a.username === b.username && a.password === b.password && a.pin === b.pin;
}
