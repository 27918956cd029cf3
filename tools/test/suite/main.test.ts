import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FIREBASE_TOOLS } from '../../suite/firebaseTools';

const BUNDLED = resolve(__dirname, '../../../scripts/bundled.mjs');

/** Runs `npm run emulators:suite` where `java -version` says what is given, and no other program is found. */
function runWithJava(version?: string) {
  const path = mkdtempSync(join(tmpdir(), 'java-'));
  if (version !== undefined) {
    writeFileSync(join(path, 'java'), `#!/bin/sh\necho 'openjdk version "${version}" 2025-04-15' >&2\n`);
    chmodSync(join(path, 'java'), 0o755);
  }
  return spawnSync(process.execPath, [BUNDLED, 'suite/main.ts'], {
    env: { PATH: path },
    encoding: 'utf8',
  });
}

describe('npm run emulators:suite', () => {
  it.each([
    ['an older Java', '17.0.15', 'need Java 21 or later, and this is Java 17.'],
    ['no Java', undefined, 'need Java 21 or later, and no Java is installed.'],
  ])('stops before any work where there is %s, and says what needs none', (_, version, fault) => {
    const { status, stdout, stderr } = runWithJava(version);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(fault);
    expect(stderr).toMatch(/`npm run emulators`/);
  });

  it('says so where Java is new enough, and npm can not fetch the Firebase CLI', () => {
    const { status, stderr } = runWithJava('21.0.2');
    expect(status).toBe(1);
    expect(stderr).toContain(`npm couldn't fetch ${FIREBASE_TOOLS}`);
    expect(stderr).toMatch(/`npm run emulators`/);
  });
});
