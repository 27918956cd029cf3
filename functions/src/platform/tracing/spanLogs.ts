import type { Log } from '../ports/log';

/** The log catalogue of the export of spans. */
export const spanLogs = {
  notExported(log: Log, failure: unknown): void {
    log.warn('span not exported', { because: failure instanceof Error ? failure.message : String(failure) });
  },
};
