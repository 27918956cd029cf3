import { safeJson } from './safeText';
import type { Log, LogFields } from '../../functions/src/platform/ports/log';

/** One line of JSON a message on stderr; stdout belongs to what a command answers. */
function write(severity: string, message: string, fields: LogFields = {}): void {
  process.stderr.write(`${safeJson({ severity, message, ...fields })}\n`);
}

export const stderrLog: Log = {
  debug: (message, fields) => write('DEBUG', message, fields),
  info: (message, fields) => write('INFO', message, fields),
  warn: (message, fields) => write('WARNING', message, fields),
  error: (message, fields) => write('ERROR', message, fields),
};
