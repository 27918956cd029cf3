import type { Log } from '../../functions/src/platform/ports/log';
import { stderrLog } from '../terminal/stderrLog';

const silent = (): void => undefined;

/** The log of the handlers, which people who operate rarely want to see: with `--verbose` on stderr, else nowhere. */
export function commandLog(isVerbose: boolean): Log {
  return isVerbose ? stderrLog : { debug: silent, info: silent, warn: silent, error: silent };
}
