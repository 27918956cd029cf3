import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Runs a TypeScript file of `tools/` in this process: a child would get each signal twice, from the terminal and from its parent.
 * @param file Below `tools`, which is the folder it runs in.
 */
export async function startTool(tools, file, parameters) {
  const entry = join(tools, file);
  const require = createRequire(entry);
  process.chdir(tools);
  process.argv = [process.argv[0], entry, ...parameters];
  await import(pathToFileURL(require.resolve('tsx')).href);
  require(entry);
}
