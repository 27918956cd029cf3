import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { GOLDEN_MANIFEST, UPDATE_COMMAND } from '../local/deploy/goldenManifest';
import { loadManifest } from '../local/deploy/manifest';

const root = resolve(__dirname, '..');

describe('the built package', () => {
  it('loads as the Firebase CLI loads it, with the triggers and options that are meant', async () => {
    if (!existsSync(join(root, 'lib/index.js')))
      throw new Error('The package is not built: run `npm run build` before the tests (npm test does).');
    const { manifest, warnings } = await loadManifest(root);
    // firebase-functions warns of params that are read while the functions are deployed.
    expect(warnings).toBe('');
    const golden: unknown = JSON.parse(readFileSync(GOLDEN_MANIFEST, 'utf8'));
    try {
      expect(manifest).toEqual(golden);
    } catch (error) {
      throw new Error(`The manifest has changed. If that is meant, run \`${UPDATE_COMMAND}\`.`, {
        cause: error,
      });
    }
  });
});
