import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { callables } from '../../../src/callables';

const functions = resolve(__dirname, '../../..');

describe('docs/api.md', () => {
  it('is what the callables say', async () => {
    const check = promisify(execFile)(process.execPath, ['--import', 'tsx', 'local/api/main.ts', '--check'], {
      cwd: functions,
    });
    await expect(check).resolves.toEqual({ stdout: '', stderr: '' });
  });

  it('has a section for each callable', async () => {
    const document = await readFile(resolve(functions, '../docs/api.md'), 'utf8');
    for (const { name } of callables) expect(document).toContain(`\n### ${name}\n`);
  });
});
