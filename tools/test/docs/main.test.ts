import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { callableNames } from '../../../functions/src/api/registry';

const root = resolve(__dirname, '../../..');
const bundled = resolve(root, 'scripts/bundled.mjs');

describe('the generated files', () => {
  it('are what the callables and the documents say', async () => {
    const check = promisify(execFile)(process.execPath, [bundled, 'docs/main.ts', '--check']);
    await expect(check).resolves.toEqual({ stdout: '', stderr: '' });
  });

  it('have a section for each callable', async () => {
    const document = await readFile(resolve(root, 'docs/api.md'), 'utf8');
    for (const name of callableNames) expect(document).toContain(`\n### ${name}\n`);
  });
});
