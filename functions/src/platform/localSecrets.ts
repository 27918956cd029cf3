import { readFile } from 'node:fs/promises';
import { parse } from 'dotenv';
import { ConfigError } from './errors';
import type { Secrets } from './secrets';

/** Secrets from a dotenv file, as the Emulator Suite keeps them (`.secret.local`). Read anew each time: it is small and may be edited. */
export function createLocalSecrets(file: string): Secrets {
  return {
    async read(name) {
      let text: string;
      try {
        text = await readFile(file, 'utf8');
      } catch (cause) {
        throw new ConfigError(
          'secrets_file_missing',
          `The secrets file ${file} can't be read: create it with lines like ALLEAVES_PIN=1234.`,
          { cause },
        );
      }
      return parse(text)[name];
    },
  };
}
