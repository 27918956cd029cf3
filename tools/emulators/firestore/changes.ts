import type { DatabaseDirect, MetaDocument } from '@firebase-bridge/firestore-admin';
import { Timestamp } from 'firebase-admin/firestore';
import { isDeepStrictEqual } from 'node:util';

/** Documents nested deeper than this raise no event; paths here have three at most. */
const MAX_DEPTH = 10;
const ALL_DEPTHS: readonly number[] = Array.from({ length: MAX_DEPTH }, (_, index) => index + 1);

/** A committed change of one document: at least one side exists and the two differ. */
export interface DocumentChange {
  /** `tenants/a/customers/b`. */
  path: string;
  before: MetaDocument | undefined;
  after: MetaDocument | undefined;
  time: Date;
}

/** The document as it was before the commit. */
function stateBefore(database: DatabaseDirect, document: MetaDocument): MetaDocument | undefined {
  const previous = document.previous;
  if (previous?.version !== document.version) return previous;
  // The commit wrote the document more than once, so `previous` is a state that nobody ever saw.
  const segments = document.path.split('/');
  return database.query({
    parent: segments.slice(0, -2).join('/'),
    collectionId: segments.at(-2) ?? '',
    predicate: (candidate) => candidate.path === document.path,
    readTime: Timestamp.fromMillis(document.updateTime.toMillis() - 1),
  })[0];
}

/** What a commit did to a document, or undefined if it changed nothing. */
function changeOf(database: DatabaseDirect, document: MetaDocument): DocumentChange | undefined {
  const candidate = stateBefore(database, document);
  const before = candidate?.exists === true ? candidate : undefined;
  const after = document.exists ? document : undefined;
  if (isDeepStrictEqual(before?.data, after?.data)) return undefined;
  return { path: document.path, before, after, time: document.serverTime.toDate() };
}

/** Which documents to watch. */
export interface WatchedDocuments {
  /** How many documents deep: 2 for `tenants/a/customers/b`. Naming them spares the database most of the work. */
  depths?: ReadonlySet<number>;
  matches?: (path: string) => boolean;
}

/** Reports every committed change of a watched document, once, in commit order. Returns the function that ends it. */
export function watchChanges(
  database: DatabaseDirect,
  listener: (change: DocumentChange) => void,
  { depths, matches = () => true }: WatchedDocuments = {},
): () => void {
  const watched = ALL_DEPTHS.filter((depth) => depths?.has(depth) ?? true);
  const registrations = watched.map((depth) =>
    database.registerTrigger({
      route: Array.from({ length: 2 * depth }, (_, index) => `{segment${index}}`).join('/'),
      callback: ({ doc }) => {
        const change = matches(doc.path) ? changeOf(database, doc) : undefined;
        if (change) listener(change);
      },
    }),
  );
  return () => registrations.forEach((unregister) => unregister());
}
