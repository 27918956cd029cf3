import type { Auth } from 'firebase-admin/auth';
import { CommandFailure } from '../failure';
import { readAccessToken } from '../project/connection';
import type { Target } from '../project/target';

/** Where the Firebase CLI's Auth emulator listens unless firebase.json says otherwise. */
const EMULATOR = '127.0.0.1:9099';

/**
 * Opens Firebase Authentication on the target.
 * @throws CommandFailure `no_credentials`
 */
export async function openAuth(target: Target): Promise<Auth> {
  if (target.kind === 'emulator') process.env['FIREBASE_AUTH_EMULATOR_HOST'] ??= EMULATOR;
  else {
    delete process.env['FIREBASE_AUTH_EMULATOR_HOST'];
    await readAccessToken();
  }
  // Not before the environment says where: the library reads it when it is opened.
  const { initializeApp } = await import('firebase-admin/app');
  const { getAuth } = await import('firebase-admin/auth');
  return getAuth(initializeApp({ projectId: target.project }, `users-${target.project}`));
}

/** @throws CommandFailure for what Authentication refuses or can't do, in words that say what to do. */
export async function asking<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const fix = FIXES[code];
    if (fix !== undefined) throw new CommandFailure(code.replace(/[/-]/g, '_'), fix, undefined, { cause });
    throw cause;
  }
}

const FIXES: Readonly<Record<string, string>> = {
  'auth/invalid-email': "That isn't an email address.",
  'auth/insufficient-permission':
    'Your credentials may not manage accounts. Ask for roles/firebaseauth.admin on the project.',
  'auth/configuration-not-found':
    'Authentication is off in this project. Turn on email and password in the Firebase console, under Authentication.',
  'app/network-error':
    "Firebase Authentication doesn't answer. With --emulator, start the Auth emulator, or set FIREBASE_AUTH_EMULATOR_HOST.",
};
