import { type FSWatcher, watch } from 'node:fs';
import { resolve } from 'node:path';
import type { FunctionHost } from './host/functionHost';
import type { ProcessHost } from './process/processHost';

const SOURCES = resolve(__dirname, '../../functions/src');

/** An editor writes a file in several steps, and a checkout many files: the last of them counts. In milliseconds. */
const REST = 300;

/**
 * Ends the functions' process when a source file changes; its successor has the new code, and the data stays. What was under way is
 * delivered again, as after a crash.
 */
export function reloadOnChange(
  host: FunctionHost,
  tell: (line: string) => void,
  sources = SOURCES,
): FSWatcher | undefined {
  if (!isProcessHost(host)) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return watch(sources, { recursive: true }, (_event, file) => {
    if (file === null || !file.endsWith('.ts')) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      tell(`functions/src/${file} changed: loading the functions again …`);
      void host.kill();
    }, REST);
  });
}

function isProcessHost(host: FunctionHost): host is ProcessHost {
  return 'kill' in host;
}
