import { readFile } from 'node:fs/promises';
import { parse } from 'dotenv';
import { ConfigError } from '../ports/errors';
import type { Secrets } from '../ports/secrets';

/** Secrets from a dotenv file, as the Emulator Suite keeps them (`.secret.local`). Read again each time: it is small and may be edited. */
export function createLocalSecrets(file: string): Secrets {
  return {
    async read(name) {
      let text: string;
      try {
        text = await readFile(file, 'utf8');
      } catch (cause) {
        throw new ConfigError(
          'secrets_file_missing',
          `Can't read the secrets file ${file}. Create it with lines like ALLEAVES_PIN=1234.`,
          { cause },
        );
      }
      return parse(text)[name];
    },
  };
}
