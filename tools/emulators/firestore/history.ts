import type { DatabaseDirect } from '@firebase-bridge/firestore-admin';
import { Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Message } from '../../servers/grpcHandlers';
import { writtenPaths } from './writtenPaths';

/**
 * How long former versions of a document are kept, in milliseconds: for transactions, which read as of their first read.
 * The in-memory database itself keeps every version for good, and would run out of memory where large documents are
 * written again and again.
 */
const KEPT_MS = 5_000;

// Private parts of @firebase-bridge/firestore-admin 0.0.10; this file is the only one that knows these.
const internals = z.object({
  _accessor: z.object({ _src: z.object({ docs: z.instanceof(Map<string, unknown>) }) }),
});

interface Version {
  readonly updateTime: Timestamp;
}

function isHistory(value: unknown): value is Version[] {
  return (
    Array.isArray(value) &&
    value.every((version: unknown) => {
      return (
        typeof version === 'object' &&
        version !== null &&
        'updateTime' in version &&
        version.updateTime instanceof Timestamp
      );
    })
  );
}

/** Forgets versions of documents that no transaction needs any more. */
export class HistoryPruner {
  private readonly documents: Map<string, unknown>;

  constructor(database: DatabaseDirect) {
    const parsed = internals.safeParse(database);
    if (!parsed.success) {
      throw new Error(
        '@firebase-bridge/firestore-admin has changed inside: install version 0.0.10, or adapt firestore/history.ts.',
      );
    }
    this.documents = parsed.data._accessor._src.docs;
  }

  /** Prunes the documents that a request has just written. */
  prune(request: Message, now: Date): void {
    const oldest = now.getTime() - KEPT_MS;
    for (const path of writtenPaths(request)) {
      const document = this.documents.get(path);
      const history: unknown =
        typeof document === 'object' && document !== null ? Reflect.get(document, '_history') : undefined;
      if (!isHistory(history)) continue;
      // A version is needed while its successor is younger than the oldest time that is still read.
      const needed = history.findIndex(
        (_, index) => (history[index + 1]?.updateTime.toMillis() ?? Infinity) > oldest,
      );
      history.splice(0, Math.max(0, needed));
    }
  }
}
