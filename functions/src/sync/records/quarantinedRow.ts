import type { DocumentData } from 'firebase-admin/firestore';
import { fingerprint } from '../../rules/identity/fingerprint';
import { encodePathSegment } from '../../rules/identity/pathSegment';
import type { ParsedRow, RowIssue } from '../../rules/pos';
import { paths } from '../../documents/paths';
import { valueFault } from '../../platform/firestore/documentFault';
import type { Limits } from '../../platform/limits';
import type { QuarantineEntry } from '../../packedIndex/shard/shardCodec';
import type { StreamName } from '../../documents/syncIndex';

/** A row with what is wrong with it. */
export interface FaultyRow extends Pick<ParsedRow<unknown>, 'posId' | 'payload'> {
  readonly issues: readonly RowIssue[];
}

/** Where a row is kept. */
export function quarantinePath(orgId: string, stream: StreamName, key: string): string {
  return `${paths.quarantine(orgId)}/${stream}_${encodePathSegment(key)}`;
}

/** The document of a row in `sync_quarantine`. @param runId The run that has seen it last. */
export function quarantineDocument(
  stream: StreamName,
  { posId, issues, payload }: FaultyRow,
  { firstSeenAt, lastSeenAt, count }: QuarantineEntry,
  runId: string,
  limits: Limits['quarantine'],
): DocumentData {
  return {
    stream,
    posId,
    issues: boundedIssues(issues),
    payload: storablePayload(payload, limits),
    runId,
    firstSeenAt: new Date(firstSeenAt),
    lastSeenAt: new Date(lastSeenAt),
    count,
    expireAt: new Date(lastSeenAt + limits.retentionMilliseconds),
  };
}

/** Issues kept of one row; if there are more, the last one says how many. */
const MAX_ISSUES = 50;
/** Characters of an issue's path and of its message. */
const MAX_ISSUE_LENGTH = 300;

/** Issues in a number and at lengths that fit a document, whatever the row holds; those that are so already stay as they are. */
function boundedIssues(issues: readonly RowIssue[]): RowIssue[] {
  const kept = issues.length > MAX_ISSUES ? issues.slice(0, MAX_ISSUES - 1) : issues;
  const bounded = kept.map(({ path, message }) => ({ path: cut(path), message: cut(message) }));
  const more = issues.length - kept.length;
  return more === 0 ? bounded : [...bounded, { path: '', message: `has ${more} more issues` }];
}

function cut(text: string): string {
  return text.slice(0, MAX_ISSUE_LENGTH).toWellFormed();
}

/** What tells whether a row in quarantine is as it was kept. @param payload Null if it was not kept. */
export function quarantineHash(issues: readonly RowIssue[], payload: unknown): string {
  return fingerprint({ issues: boundedIssues(issues), payload: keepable(payload) });
}

/** The key of a row in quarantine: its POS id, else a hash of its content. */
export function quarantineKey(row: ParsedRow<unknown>): string {
  return row.posId ?? `~${fingerprint(keepable(row.payload))}`;
}

/** Levels of a payload that are kept: those that the client reads, and no more than the stack takes. */
const MAX_LEVELS = 30;

/** A payload as it can be hashed: what lies too deep is left out, and an infinite number (`1e400` is legal JSON) is text. */
function keepable(value: unknown, levels = MAX_LEVELS): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return '…';
  if (Array.isArray(value)) return value.map((element) => keepable(element, levels - 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, element]) => [name, keepable(element, levels - 1)]),
  );
}

/**
 * The payload as received if Firestore can hold it; else its JSON text (Firestore has no lists in lists, and
 * reserves names like `__x__`), cut to `payloadBytes`.
 */
export function storablePayload(
  payload: unknown,
  { payloadBytes }: Pick<Limits['quarantine'], 'payloadBytes'>,
): unknown {
  if (payload === undefined) return null;
  const kept = keepable(payload);
  const json = JSON.stringify(kept);
  if (Buffer.byteLength(json) > payloadBytes) {
    return (
      Buffer.from(json)
        .subarray(0, payloadBytes)
        .toString()
        // What was cut in two is replaced; a pattern without an end would be tried from each of many.
        .replace(/\ufffd{1,3}$/, '')
    );
  }
  return valueFault(kept) === null ? kept : json;
}
