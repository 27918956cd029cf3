import { createSecretManagerSecrets, type SecretVersions } from '../../src/platform/secretManager';
import { ConfigError, TransientError } from '../../src/platform/errors';

/** Stands in for Google's client at its own interface: Secret Manager has no emulator. */
function store(values: Record<string, string | { code: number }>) {
  const asked: string[] = [];
  const client: SecretVersions = {
    accessSecretVersion: async ({ name }) => {
      asked.push(name);
      const value = values[name.split('/')[3] ?? ''] ?? { code: 5 };
      if (typeof value !== 'string') throw Object.assign(new Error('refused: hunter2'), value);
      return Promise.resolve([{ payload: { data: Buffer.from(value) } }]);
    },
  };
  return { asked, secrets: createSecretManagerSecrets('shop-project', async () => Promise.resolve(client)) };
}

describe('secrets from Secret Manager', () => {
  it('are read in their latest version and kept for a while', async () => {
    const { asked, secrets } = store({ ALLEAVES_PIN: ' 4711\n' });
    expect(await secrets.read('ALLEAVES_PIN')).toBe('4711');
    expect(await secrets.read('ALLEAVES_PIN')).toBe('4711');
    expect(asked).toEqual(['projects/shop-project/secrets/ALLEAVES_PIN/versions/latest']);
  });

  it('are read anew on demand: a secret may have been rotated', async () => {
    const values = { ALLEAVES_PIN: '1' };
    const { secrets } = store(values);
    expect(await secrets.read('ALLEAVES_PIN')).toBe('1');
    values.ALLEAVES_PIN = '2';
    expect(await secrets.read('ALLEAVES_PIN')).toBe('1');
    expect(await secrets.read('ALLEAVES_PIN', { fresh: true })).toBe('2');
    expect(await secrets.read('ALLEAVES_PIN')).toBe('2');
  });

  it.each([5, 9])('are undefined where there is none (gRPC status %d)', async (code) => {
    const { secrets } = store({ ALLEAVES_PIN: { code } });
    expect(await secrets.read('ALLEAVES_PIN')).toBeUndefined();
  });

  it('that may not be read are a fault of configuration, with the mend', async () => {
    const { secrets } = store({ ALLEAVES_PIN: { code: 7 } });
    const failure = secrets.read('ALLEAVES_PIN');
    await expect(failure).rejects.toThrow(ConfigError);
    await expect(failure).rejects.toThrow(/ALLEAVES_PIN: grant .*secretAccessor/);
  });

  it('that can not be reached are asked for again later', async () => {
    const { secrets } = store({ ALLEAVES_PIN: { code: 14 } });
    const failure = secrets.read('ALLEAVES_PIN');
    await expect(failure).rejects.toThrow(TransientError);
    await expect(failure).rejects.not.toThrow(/hunter2/);
  });
});
