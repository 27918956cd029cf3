import { findFirebaseTools } from './firebaseTools';
import { prepareProject } from './preparedProject';
import { exitCodeOf, SUITE_TESTS, withSecretsFile } from './suiteTests';

const EMULATORS = {
  functions: { port: 5001 },
  firestore: { port: 8080 },
  pubsub: { port: 8085 },
  ui: { enabled: false },
};

/** Runs the tests under the Firebase Emulator Suite. Returns their exit code. */
export function runOfficial(): Promise<number> {
  return withSecretsFile(async (secretsFile) => {
    const firebase = await findFirebaseTools();
    const prepared = await prepareProject(EMULATORS, secretsFile);
    try {
      const script = SUITE_TESTS.map((part) => JSON.stringify(part)).join(' ');
      const only = ['--only', 'functions,firestore,pubsub', '--project', 'demo-sync-sam'];
      const command = [process.execPath, firebase, 'emulators:exec', ...only, script] as const;
      return await exitCodeOf(command, { cwd: prepared.folder, env: { ...process.env, CI: 'true' } });
    } finally {
      await prepared.remove();
    }
  });
}
