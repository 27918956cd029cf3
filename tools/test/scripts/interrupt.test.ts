import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(__dirname, '../../..');

describe('a command', () => {
  it('gets the Ctrl-C of a terminal, which goes to all processes of its group, once', async () => {
    const script = `
      import { startBundled } from './scripts/startBundled.mjs';
      await startBundled(${JSON.stringify(join(ROOT, 'tools'))}, 'test/scripts/countInterrupts.ts', ['--some', 'option']);`;
    const group = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: ROOT,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    createInterface(group.stdout).on('line', (line) => {
      lines.push(line);
      if (line === 'ready' && group.pid !== undefined) process.kill(-group.pid, 'SIGINT');
    });
    const [code]: unknown[] = await once(group, 'close');
    expect(lines).toEqual(['ready', 'interrupted with --some option']);
    expect(code).toBe(0);
  });
});
