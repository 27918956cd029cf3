import { join } from 'node:path';

/** The manifest that is meant to be deployed: a change of a function's options shows as a difference here. */
export const GOLDEN_MANIFEST = join(__dirname, 'manifest.golden.json');

/** The command that writes {@link GOLDEN_MANIFEST} again. */
export const UPDATE_COMMAND = 'npm run deploy:check -- --update';
