import { createCloudLog } from '../../src/platform/google/cloudLog';
import type { Context } from '../../src/platform/ports/context';
import { DEFAULT_SETTINGS } from '../../src/platform/settings';

/** A context that keeps what is published and logged; nothing else of it can be used. */
export function recordingContext() {
  const published: { topic: string; attributes: Readonly<Record<string, string>> | undefined }[] = [];
  const lines: Record<string, unknown>[] = [];
  const context = {
    settings: DEFAULT_SETTINGS,
    log: createCloudLog((line) => lines.push(JSON.parse(line) as Record<string, unknown>)),
    publisher: {
      publish: (topic: string, _message: object, attributes?: Readonly<Record<string, string>>) => {
        published.push({ topic, attributes });
        return Promise.resolve();
      },
    },
  };
  return { context: context as unknown as Context, published, lines };
}
