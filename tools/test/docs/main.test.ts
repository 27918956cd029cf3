import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { callableNames } from '../../../functions/src/api/registry';

const tools = resolve(__dirname, '../..');

describe('the generated files', () => {
  it('are what the callables and the documents say', async () => {
    const check = promisify(execFile)(process.execPath, ['--import', 'tsx', 'docs/main.ts', '--check'], {
      cwd: tools,
    });
    await expect(check).resolves.toEqual({ stdout: '', stderr: '' });
  });

  it('have a section for each callable', async () => {
    const document = await readFile(resolve(tools, '../docs/api.md'), 'utf8');
    for (const name of callableNames) expect(document).toContain(`\n### ${name}\n`);
  });
});
