import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The Java that the emulators of Firestore and Pub/Sub need (firebase.google.com/docs/emulator-suite/install_and_configure). */
const LEAST_JAVA = 21;

/** @throws Error that says what is missing and what to use instead. */
export async function demandJava(): Promise<void> {
  const { stderr } = await promisify(execFile)('java', ['-version']).catch(() => ({ stderr: '' }));
  const major = Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  if (major >= LEAST_JAVA) return;
  const found = major === 0 ? 'no Java is installed' : `this is Java ${major}`;
  throw new Error(
    `The emulators of Firestore and Pub/Sub need Java ${LEAST_JAVA} or later, and ${found}. Install it (from adoptium.net, for example), ` +
      "or use what doesn't need Java: `npm run emulators`, or `npm run emulators:suite -- --embedded` for these tests.",
  );
}
