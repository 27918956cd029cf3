import { LRUCache } from 'lru-cache';
import { ConfigError, TransientError } from './errors';
import type { Secrets } from './secrets';

/** How long a secret is kept, in milliseconds: short, because it may be rotated at any time. */
const CACHE_MILLISECONDS = 5 * 60_000;
/** Four a tenant; an instance meets fewer tenants than this in that time. */
const MAX_CACHED = 400;

const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
/** FAILED_PRECONDITION: the latest version is disabled or destroyed. */
const FAILED_PRECONDITION = 9;

/** What this module needs of Secret Manager's client. */
export interface SecretVersions {
  accessSecretVersion(request: {
    name: string;
  }): Promise<[{ payload?: { data?: Uint8Array | string | null } | null }, ...unknown[]]>;
}

/**
 * Secrets from Google Cloud Secret Manager, each in its latest version.
 * @throws ConfigError when the functions may not read a secret.
 */
export function createSecretManagerSecrets(
  projectId: string,
  connect: () => Promise<SecretVersions> = loadClient,
): Secrets {
  let client: Promise<SecretVersions> | undefined;
  const cache = new LRUCache<string, { value: string | undefined }>({
    max: MAX_CACHED,
    ttl: CACHE_MILLISECONDS,
  });

  return {
    async read(name, options = {}) {
      const cached = options.fresh === true ? undefined : cache.get(name);
      if (cached !== undefined) return cached.value;
      client ??= connect();
      const value = await access(await client, projectId, name);
      cache.set(name, { value });
      return value;
    },
  };
}

async function access(client: SecretVersions, projectId: string, name: string): Promise<string | undefined> {
  try {
    const [version] = await client.accessSecretVersion({
      name: `projects/${projectId}/secrets/${name}/versions/latest`,
    });
    const data = version.payload?.data;
    return data == null ? undefined : Buffer.from(data).toString('utf8').trim();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === NOT_FOUND || code === FAILED_PRECONDITION) return undefined;
    if (code === PERMISSION_DENIED) {
      throw new ConfigError(
        'secret_forbidden',
        `The functions may not read the secret ${name}: grant their service account roles/secretmanager.secretAccessor on it.`,
        { cause },
      );
    }
    throw new TransientError(
      'secrets_unreachable',
      `Secret Manager did not answer for ${name}; it is tried again.`,
      {
        cause,
      },
    );
  }
}

async function loadClient(): Promise<SecretVersions> {
  const { SecretManagerServiceClient } = await import('@google-cloud/secret-manager');
  return new SecretManagerServiceClient();
}
