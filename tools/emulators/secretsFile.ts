import { resolve } from 'node:path';

/** The secrets of the Firebase Emulator Suite, wherever a command is started: dotenv, never in the repository. */
export const SECRETS_FILE = resolve(__dirname, '../../functions/.secret.local');
