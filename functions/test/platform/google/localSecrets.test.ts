import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalSecrets } from '../../../src/platform/google/localSecrets';

describe('secrets from a file', () => {
  it('are read as dotenv, and an edit is seen at once', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'secrets-')), '.secret.local');
    const secrets = createLocalSecrets(file);
    await writeFile(file, '# comment\nALLEAVES_PIN="47 11"\n');
    expect(await secrets.read('ALLEAVES_PIN', { orgId: 'org1' })).toBe('47 11');
    expect(await secrets.read('ALLEAVES_USERNAME', { orgId: 'org1' })).toBeUndefined();
    await writeFile(file, 'ALLEAVES_PIN=5');
    expect(await secrets.read('ALLEAVES_PIN', { orgId: 'org1' })).toBe('5');
  });

  it('say which file is missing and what belongs in it', async () => {
    await expect(createLocalSecrets('/nowhere/.secret.local').read('X', { orgId: 'org1' })).rejects.toThrow(
      /\/nowhere\/\.secret\.local\. Create it with lines like ALLEAVES_PIN=1234/,
    );
  });
});
