import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHidane } from '../../../emulators/hidane/findHidane';

/** A folder with a program called hidane in it. @param mode Of the file. */
function folderWith(mode: number, below = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'hidane-'));
  mkdirSync(join(folder, below), { recursive: true });
  writeFileSync(join(folder, below, 'hidane'), '#!/bin/sh\n');
  chmodSync(join(folder, below, 'hidane'), mode);
  return folder;
}

const nowhere = mkdtempSync(join(tmpdir(), 'no-hidane-'));

describe('findHidane', () => {
  it('looks on the PATH before it looks where cargo installs', () => {
    const onPath = folderWith(0o755);
    const cargo = folderWith(0o755, 'bin');
    expect(findHidane({ PATH: `${nowhere}:${onPath}`, CARGO_HOME: cargo })).toBe(join(onPath, 'hidane'));
    expect(findHidane({ PATH: nowhere, CARGO_HOME: cargo })).toBe(join(cargo, 'bin/hidane'));
    expect(findHidane({ PATH: nowhere, CARGO_HOME: nowhere, CARGO_INSTALL_ROOT: cargo })).toBe(
      join(cargo, 'bin/hidane'),
    );
  });

  it('passes over what is no program, and says how to get one', () => {
    const environment = { PATH: `${folderWith(0o644)}:`, CARGO_HOME: nowhere };
    expect(() => findHidane(environment)).toThrow(
      /^hidane is not installed: run `cargo install hidane --version \d+\.\d+\.\d+ --locked`.*embedded Firestore/,
    );
  });
});
