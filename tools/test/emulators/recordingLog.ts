import type { Log, LogFields } from '../../../functions/src/platform/ports/log';

/** A log that keeps its lines for assertions. */
export function recordingLog(): Log & { lines: { message: string; fields: LogFields | undefined }[] } {
  const lines: { message: string; fields: LogFields | undefined }[] = [];
  const record = (message: string, fields?: LogFields) => void lines.push({ message, fields });
  return { lines, debug: record, info: record, warn: record, error: record };
}
