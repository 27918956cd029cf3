import { GrpcStatus } from 'firebase-admin/firestore';
import { documentFault } from '../platform/firestore/documentFault';
import { documentSize } from '../platform/firestore/documentSize';
import { grpcStatus } from '../platform/firestore/failure';
import { PermanentError } from '../platform/ports/errors';
import type { Change, DocumentWrite } from './change';

/**
 * The error of a commit that Firestore refuses for what is in it, which names the row that is at fault, as far as that can be known:
 * Firestore says so in words that can hold personal data. Any other error stays as it is.
 */
export function refusedCommit<Entry>(error: unknown, changes: ReadonlyMap<string, Change<Entry>>): unknown {
  if (grpcStatus(error) !== GrpcStatus.INVALID_ARGUMENT) return error;
  const written = [...changes.values()].flatMap(({ record, quarantine }) =>
    [record?.write, quarantine?.write].flatMap((write) => (write === undefined ? [] : documentOf(write))),
  );
  const faulty = written.flatMap(({ path, data }) => {
    const fault = documentFault(path, data);
    return fault === null ? [] : [`${nameOf(path)} ${fault}`];
  });
  const sizes = written.map(({ path, data }) => ({ path, bytes: documentSize(path, data) }));
  const largest = sizes.reduce((most, each) => (each.bytes > most.bytes ? each : most), {
    path: '',
    bytes: 0,
  });
  const suspect =
    faulty[0] ??
    (written.length === 0
      ? 'It held no document except the index'
      : `The largest of its ${written.length} documents is ${nameOf(largest.path)}, with ${largest.bytes} bytes`);
  return new PermanentError(
    'commit_refused',
    `Firestore refused a commit because of what is in it. ${suspect}. Correct that row at the POS, or report it; nothing of the commit was written.`,
    { cause: error },
  );
}

function documentOf(write: DocumentWrite): { path: string; data: Record<string, unknown> }[] {
  switch (write.kind) {
    case 'replace':
    case 'patch':
      return [{ path: write.reference.path, data: write.data }];
    case 'upsert':
      return [{ path: write.reference.path, data: { ...write.created, ...write.updated } }];
    case 'delete':
    case 'none':
      return [];
  }
}

/** Collection and id. An id that is an address, as those of spending are, is left out. */
function nameOf(path: string): string {
  const [collection = '', id = ''] = path.split('/').slice(-2);
  return id.includes('@') ? `a document of ${collection}` : `${collection}/${id}`;
}
