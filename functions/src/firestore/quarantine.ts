import type { DocumentData, DocumentReference } from 'firebase-admin/firestore';
import { fingerprint } from '../domain/fingerprint';
import { encodePathSegment } from '../domain/pathSegment';
import type { ParsedRow, RowIssue } from '../domain/pos';
import type { Database } from './database';
import type { QuarantineEntry } from './packedIndex/shardCodec';
import type { StreamName } from './packedIndex/streams';
import { paths } from './paths';

/** Largest payload kept, as JSON (data-model.md). */
const MAX_PAYLOAD_BYTES = 64 * 1024;

/**
 * How long a row is kept after it was seen last. One that is still bad is seen, and its time moved on, each day that it is
 * read; what is left behind are rows that the POS has removed, or that no window reaches any more (decision 0012).
 */
export const QUARANTINE_RETENTION_MILLISECONDS = 90 * 86_400_000;

/** Where the rows that one run finds unusable go. */
export class QuarantineStore {
  constructor(
    private readonly database: Database,
    private readonly orgId: string,
    private readonly runId: string,
  ) {}

  reference(stream: StreamName, key: string): DocumentReference {
    return this.database.document(`${paths.quarantine(this.orgId)}/${stream}_${encodePathSegment(key)}`);
  }

  /** The document of a row in `sync_quarantine`. */
  document(
    stream: StreamName,
    row: Pick<ParsedRow<unknown>, 'posId' | 'payload'>,
    issues: readonly RowIssue[],
    entry: QuarantineEntry,
  ): DocumentData {
    return {
      stream,
      posId: row.posId,
      issues: issues.map(({ path, message }) => ({ path, message })),
      payload: storablePayload(row.payload),
      runId: this.runId,
      firstSeenAt: new Date(entry.firstSeenAt),
      lastSeenAt: new Date(entry.lastSeenAt),
      count: entry.count,
      expireAt: new Date(entry.lastSeenAt + QUARANTINE_RETENTION_MILLISECONDS),
    };
  }
}

/** What tells whether a row in quarantine is as it was kept. @param payload Null where it was not kept. */
export function quarantineHash(issues: readonly RowIssue[], payload: unknown): string {
  return fingerprint({ issues, payload });
}

/** The key of a row in quarantine: its POS id, else a hash of its content. */
export function quarantineKey(row: ParsedRow<unknown>): string {
  return row.posId ?? `~${fingerprint(row.payload)}`;
}

/**
 * The payload as received where Firestore can hold it; else its JSON text (Firestore has no arrays in arrays, and
 * reserves names like `__x__`), cut to 64 KiB.
 */
export function storablePayload(payload: unknown): unknown {
  if (payload === undefined) return null;
  const json = JSON.stringify(payload);
  if (Buffer.byteLength(json) > MAX_PAYLOAD_BYTES) {
    return Buffer.from(json)
      .subarray(0, MAX_PAYLOAD_BYTES)
      .toString()
      .replace(/\ufffd+$/, '');
  }
  return isStorable(payload, 0) && !LONE_SURROGATE.test(json) ? payload : json;
}

/** Half a character, as JSON.stringify escapes it: Firestore takes well-formed text only. */
const LONE_SURROGATE = /\\ud[89a-f]/;

/** Firestore nests maps and arrays up to 20 levels. */
const MAX_DEPTH = 18;

/** Firestore takes names of fields of up to 1,500 bytes. */
const MAX_KEY_LENGTH = 300;

function isStorable(value: unknown, depth: number, inArray = false): boolean {
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return !inArray && value.every((element) => isStorable(element, depth + 1, true));
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(
    ([key, element]) =>
      key !== '' && key.length <= MAX_KEY_LENGTH && !/^__.*__$/.test(key) && isStorable(element, depth + 1),
  );
}
