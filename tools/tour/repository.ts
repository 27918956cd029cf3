import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Folders whose packages the copy uses as they are. */
const PACKAGES = ['functions', 'tools', 'console'];

/** A copy of the working tree, where rules can be changed without touching anybody's work. */
export async function copyOfRepository(
  root: string,
): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'sync-sam-tour-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of listed.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(root, file), join(folder, file));
  }
  for (const name of PACKAGES) {
    const packages = join(root, name, 'node_modules');
    if (existsSync(packages)) await symlink(packages, join(folder, name, 'node_modules'));
  }
  const built = join(root, 'console/dist');
  if (existsSync(built)) await cp(built, join(folder, 'console/dist'), { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
