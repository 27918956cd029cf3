import type { Log, LogFields } from '../ports/log';

/**
 * Writes structured lines for Cloud Logging (cloud.google.com/logging/docs/structured-logging) to stdout. The logger of
 * firebase-functions won't do: it overwrites a line's trace with that of the HTTP request, so that a run's stages fall apart
 * into as many traces.
 */
export function createCloudLog(
  write: (line: string) => void = (line) => void process.stdout.write(line),
): Log {
  const at = (severity: string) => (message: string, fields?: LogFields) =>
    write(`${JSON.stringify({ severity, message, ...fields })}\n`);
  return { debug: at('DEBUG'), info: at('INFO'), warn: at('WARNING'), error: at('ERROR') };
}
