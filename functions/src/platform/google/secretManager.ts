import { GrpcStatus } from 'firebase-admin/firestore';
import { LRUCache } from 'lru-cache';
import { grpcStatus } from '../firestore/failure';
import { lazily } from '../lazily';
import type { Limits } from '../limits';
import { ConfigError, TransientError } from '../ports/errors';
import type { Secrets } from '../ports/secrets';
import { isBoundTo, TENANT_LABEL, tenantLabelValue } from './secretLabels';

/** What this module needs of Secret Manager's client. */
export interface SecretVersions {
  accessSecretVersion(request: {
    name: string;
  }): Promise<[{ payload?: { data?: Uint8Array | string | null } | null }, ...unknown[]]>;
  getSecret(request: { name: string }): Promise<[{ labels?: Record<string, string> | null }, ...unknown[]]>;
}

type Labels = Readonly<Record<string, string>>;

/**
 * Secrets from Google Cloud Secret Manager, each in its latest version, and each only for the tenants that its labels name: somebody who may
 * write tenants' documents can't have another tenant's secrets used. Labels are asked for first, so that nobody else's are even read.
 * @throws ConfigError when the functions may not read a secret, or it is not bound to the tenant.
 */
export function createSecretManagerSecrets(
  projectId: string,
  limits: Limits['secrets'],
  connect: () => Promise<SecretVersions> = loadClient,
): Secrets {
  const client = lazily(connect);
  const values = new LRUCache<string, { value: string | undefined }>({
    max: limits.held,
    ttl: limits.milliseconds,
  });
  const labels = new LRUCache<string, { labels: Labels | undefined }>({
    max: limits.held,
    ttl: limits.bindingMilliseconds,
  });

  const labelsOf = async (name: string, fresh: boolean): Promise<Labels | undefined> => {
    const cached = fresh ? undefined : labels.get(name);
    if (cached !== undefined) return cached.labels;
    const connected = await client();
    const secret = await asked(name, async () => {
      const [{ labels: found }] = await connected.getSecret({ name: pathOf(projectId, name) });
      return found ?? {};
    });
    // One that isn't there yet is asked for again.
    if (secret !== undefined) labels.set(name, { labels: secret });
    return secret;
  };

  return {
    async read(name, { fresh = false, orgId }) {
      const bound = await labelsOf(name, fresh);
      if (bound === undefined) return undefined;
      if (!isBoundTo(bound, orgId)) throw notBound(name, orgId);
      const cached = fresh ? undefined : values.get(name);
      if (cached !== undefined) return cached.value;
      const connected = await client();
      const value = await asked(name, async () => {
        const version = { name: `${pathOf(projectId, name)}/versions/latest` };
        const data = (await connected.accessSecretVersion(version))[0].payload?.data;
        return data == null ? undefined : Buffer.from(data).toString('utf8').trim();
      });
      values.set(name, { value });
      return value;
    },
  };
}

function pathOf(projectId: string, name: string): string {
  return `projects/${projectId}/secrets/${name}`;
}

async function asked<Value>(name: string, ask: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await ask();
  } catch (cause) {
    const status = grpcStatus(cause);
    // The second: the latest version is disabled or destroyed.
    if (status === GrpcStatus.NOT_FOUND || status === GrpcStatus.FAILED_PRECONDITION) return undefined;
    if (status === GrpcStatus.PERMISSION_DENIED) {
      throw new ConfigError(
        'secret_forbidden',
        `The functions aren't allowed to read the secret ${name} and its labels. Grant their service account roles/secretmanager.secretAccessor and roles/secretmanager.viewer on it.`,
        { cause },
      );
    }
    throw new TransientError(
      'secrets_unreachable',
      `Secret Manager didn't answer for ${name}. It will be retried.`,
      { cause },
    );
  }
}

function notBound(name: string, orgId: string): ConfigError {
  return new ConfigError(
    'secret_not_bound',
    `The secret ${name} isn't bound to this tenant, so it isn't used. If it is this tenant's, label it: gcloud secrets update ${name} --update-labels=${TENANT_LABEL}=${tenantLabelValue(orgId)}. Otherwise, correct the tenant's pos.secretPrefix.`,
  );
}

async function loadClient(): Promise<SecretVersions> {
  const { SecretManagerServiceClient } = await import('@google-cloud/secret-manager');
  return new SecretManagerServiceClient();
}
