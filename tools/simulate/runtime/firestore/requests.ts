/**
 * Requests to Firestore as Google's client words them. Looked at by hand and not with a schema: there are hundreds a seed.
 */
const PREFIX = 'projects/simulated/databases/(default)/documents';

/** The paths that a commit writes, in its order. */
export function writtenPaths(request: unknown): string[] {
  return list(request, 'writes').map((write) =>
    pathOf(get(get(write, 'update'), 'name') ?? get(write, 'delete')),
  );
}

/** What a request is about, for the trace. */
export function subjectOf(request: unknown): string {
  const documents = list(request, 'documents').map(pathOf);
  const names = documents.length > 0 ? documents : writtenPaths(request);
  if (names.length > 0) return names.map(short).join(' ');
  const query =
    get(get(request, 'structuredAggregationQuery'), 'structuredQuery') ?? get(request, 'structuredQuery');
  const [from] = list(query, 'from');
  const collection = get(from, 'collectionId');
  return `${short(pathOf(get(request, 'parent')))}/${typeof collection === 'string' ? collection : ''}`;
}

function get(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function list(value: unknown, name: string): readonly unknown[] {
  const found = get(value, name);
  return Array.isArray(found) ? found : [];
}

function pathOf(name: unknown): string {
  return typeof name === 'string' ? name.slice(PREFIX.length + 1) : '';
}

function short(path: string): string {
  return path.startsWith('tenants/') ? path.slice('tenants/'.length) : path;
}
