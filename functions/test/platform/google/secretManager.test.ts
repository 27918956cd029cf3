import { DEFAULT_LIMITS } from '../../../src/platform/limits';
import { createSecretManagerSecrets, type SecretVersions } from '../../../src/platform/google/secretManager';
import { tenantLabelValue } from '../../../src/platform/google/secretLabels';
import { ConfigError, TransientError } from '../../../src/platform/ports/errors';

const own = { orgId: 'my-shop' };
const LABELS = { 'sync-sam-tenant': 'my-shop' };

const isRefusal = (labels: object | null): labels is { code: number } =>
  labels !== null && 'code' in labels && typeof labels.code === 'number';

/** Replaces Google's client at its own interface: Secret Manager has no emulator. */
function store(
  values: Record<string, string | { code: number }>,
  labels: Record<string, string> | { code: number } | null = LABELS,
) {
  const asked: string[] = [];
  const labelsAsked: string[] = [];
  const client: SecretVersions = {
    getSecret: async ({ name }) => {
      labelsAsked.push(name);
      if (isRefusal(labels)) throw Object.assign(new Error('refused: hunter2'), labels);
      return Promise.resolve([{ labels }]);
    },
    accessSecretVersion: async ({ name }) => {
      asked.push(name);
      const value = values[name.split('/')[3] ?? ''] ?? { code: 5 };
      if (typeof value !== 'string') throw Object.assign(new Error('refused: hunter2'), value);
      return Promise.resolve([{ payload: { data: Buffer.from(value) } }]);
    },
  };
  const connect = async () => Promise.resolve(client);
  const secrets = createSecretManagerSecrets('shop-project', DEFAULT_LIMITS.secrets, connect);
  return { asked, labelsAsked, secrets };
}

describe('secrets from Secret Manager', () => {
  it('are read in their latest version and kept for a while', async () => {
    const { asked, secrets } = store({ ALLEAVES_PIN: ' 4711\n' });
    expect(await secrets.read('ALLEAVES_PIN', own)).toBe('4711');
    expect(await secrets.read('ALLEAVES_PIN', own)).toBe('4711');
    expect(asked).toEqual(['projects/shop-project/secrets/ALLEAVES_PIN/versions/latest']);
  });

  it('are read again on demand: a secret may have been rotated', async () => {
    const values = { ALLEAVES_PIN: '1' };
    const { secrets } = store(values);
    expect(await secrets.read('ALLEAVES_PIN', own)).toBe('1');
    values.ALLEAVES_PIN = '2';
    expect(await secrets.read('ALLEAVES_PIN', own)).toBe('1');
    expect(await secrets.read('ALLEAVES_PIN', { ...own, fresh: true })).toBe('2');
    expect(await secrets.read('ALLEAVES_PIN', own)).toBe('2');
  });

  it.each([5, 9])('are undefined where there is none (gRPC status %d)', async (code) => {
    const { secrets } = store({ ALLEAVES_PIN: { code } });
    expect(await secrets.read('ALLEAVES_PIN', own)).toBeUndefined();
  });

  it('that may not be read are a fault of configuration, with the fix', async () => {
    const { secrets } = store({ ALLEAVES_PIN: { code: 7 } });
    const failure = secrets.read('ALLEAVES_PIN', own);
    await expect(failure).rejects.toThrow(ConfigError);
    await expect(failure).rejects.toThrow(/ALLEAVES_PIN and its labels. Grant .*secretAccessor/);
  });

  it('that can not be reached are asked for again later', async () => {
    const { secrets } = store({ ALLEAVES_PIN: { code: 14 } });
    const failure = secrets.read('ALLEAVES_PIN', own);
    await expect(failure).rejects.toThrow(TransientError);
    await expect(failure).rejects.not.toThrow(/hunter2/);
  });

  it('are read by a client that is made again when it could not be made before', async () => {
    const client: SecretVersions = {
      getSecret: () => Promise.resolve([{ labels: LABELS }]),
      accessSecretVersion: () => Promise.resolve([{ payload: { data: Buffer.from('4711') } }]),
    };
    const connect = jest.fn(() => Promise.resolve(client));
    connect.mockRejectedValueOnce(new Error('no credentials yet'));
    const secrets = createSecretManagerSecrets('shop-project', DEFAULT_LIMITS.secrets, connect);
    await expect(secrets.read('ALLEAVES_PIN', own)).rejects.toThrow('no credentials yet');
    expect(await secrets.read('ALLEAVES_PIN', own)).toBe('4711');
    expect(await secrets.read('ALLEAVES_USERNAME', own)).toBe('4711');
    expect(connect).toHaveBeenCalledTimes(2);
  });
});

describe('secrets of another tenant', () => {
  it.each<[string, Record<string, string> | null]>([
    ['are labelled for it', { 'sync-sam-tenant': 'other-shop' }],
    ['have no label', {}],
    ['have none at all', null],
    ['have one that only looks like it', { 'sync-sam-tenants': 'my-shop', tenant: 'my-shop' }],
  ])('are not even read where they %s', async (_name, labels) => {
    const { asked, secrets } = store({ OTHER_PIN: '4711' }, labels);
    const failure = secrets.read('OTHER_PIN', own);
    await expect(failure).rejects.toMatchObject({ kind: 'config', code: 'secret_not_bound' });
    await expect(failure).rejects.toThrow(
      /gcloud secrets update OTHER_PIN --update-labels=sync-sam-tenant=my-shop/,
    );
    expect(asked).toEqual([]);
  });

  it('are not given away by the cache', async () => {
    const { secrets } = store({ ALLEAVES_PIN: '4711' });
    expect(await secrets.read('ALLEAVES_PIN', own)).toBe('4711');
    await expect(secrets.read('ALLEAVES_PIN', { orgId: 'other-shop' })).rejects.toMatchObject({
      code: 'secret_not_bound',
    });
  });

  it('can be shared by more labels, one for each tenant', async () => {
    const { secrets } = store(
      { ALLEAVES_PIN: '4711' },
      { ...LABELS, 'sync-sam-tenant-2': tenantLabelValue('Zweite Filiale') },
    );
    expect(await secrets.read('ALLEAVES_PIN', own)).toBe('4711');
    expect(await secrets.read('ALLEAVES_PIN', { orgId: 'Zweite Filiale' })).toBe('4711');
  });

  it('cost one question for the labels an hour', async () => {
    const { asked, labelsAsked, secrets } = store({ ALLEAVES_PIN: '4711' });
    for (let time = 0; time < 20; time += 1) await secrets.read('ALLEAVES_PIN', own);
    expect([asked.length, labelsAsked.length]).toEqual([1, 1]);
  });

  it('are a fault of configuration where the labels may not be read', async () => {
    const { secrets } = store({ ALLEAVES_PIN: '4711' }, { code: 7 });
    await expect(secrets.read('ALLEAVES_PIN', own)).rejects.toThrow(/secretmanager.viewer/);
  });
});

describe('the value of a tenant’s label', () => {
  it('is its org id, or a hash that no org id is', () => {
    expect(tenantLabelValue('my-shop_2')).toBe('my-shop_2');
    const hashes = ['My-Shop', 'a'.repeat(64), 'Füße', 'sha256-abc', ''].map(tenantLabelValue);
    for (const value of hashes) expect(value).toMatch(/^sha256-[0-9a-f]{48}$/);
    expect(new Set(hashes).size).toBe(5);
  });
});
