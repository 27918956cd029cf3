import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';

const CONFIGURATION = join(__dirname, '../../.oxfmtrc.json');

const options = z.looseObject({ singleQuote: z.boolean(), printWidth: z.int() });

/** What the formatter makes of a file's text, as `npm run format` would. @throws Error when the text is none of the file's language. */
export async function formatted(path: string, text: string): Promise<string> {
  const { format } = await import('oxfmt');
  const { ignorePatterns: _, ...configuration } = options.parse(
    JSON.parse(await readFile(CONFIGURATION, 'utf8')),
  );
  const { code, errors } = await format(basename(path), text, configuration);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  return code;
}
