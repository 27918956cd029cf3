import {
  collection,
  collectionGroup,
  deleteDoc,
  doc,
  type Firestore,
  getDoc,
  getDocs,
  limit,
  orderBy,
  type Query,
  query,
  setDoc,
  updateDoc,
  where,
} from 'firebase/firestore';

/** What a policy says of each operation apart. */
export type Kind = 'get' | 'list' | 'list all' | 'write';

/** The largest list that is taken for one with a limit. */
const LIST_LIMIT = 100;

interface Operation {
  kind: Kind;
  /** @param path Of a collection; for a group its name. @param id Of a document in it. */
  run: (firestore: Firestore, path: string, id: string, orgId: string) => Promise<unknown>;
}

const one = (firestore: Firestore, path: string, id: string) => doc(firestore, `${path}/${id}`);
const few = (firestore: Firestore, path: string): Query =>
  query(collection(firestore, path), limit(LIST_LIMIT));

/** Everything that a client can do with a collection. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'gets a document': { kind: 'get', run: (firestore, path, id) => getDoc(one(firestore, path, id)) },
  'gets a missing document': {
    kind: 'get',
    run: (firestore, path) => getDoc(one(firestore, path, 'missing')),
  },
  lists: { kind: 'list', run: (firestore, path) => getDocs(few(firestore, path)) },
  'lists in an order': {
    kind: 'list',
    run: (firestore, path) => getDocs(query(few(firestore, path), orderBy('count', 'desc'))),
  },
  'lists by a field': {
    kind: 'list',
    run: (firestore, path, _id, orgId) => getDocs(query(few(firestore, path), where('orgId', '==', orgId))),
  },
  'lists without a limit': {
    kind: 'list all',
    run: (firestore, path) => getDocs(collection(firestore, path)),
  },
  'lists more than the limit': {
    kind: 'list all',
    run: (firestore, path) => getDocs(query(collection(firestore, path), limit(LIST_LIMIT + 1))),
  },
  creates: {
    kind: 'write',
    run: (firestore, path, _id, orgId) => setDoc(one(firestore, path, 'new'), { orgId }),
  },
  replaces: {
    kind: 'write',
    run: (firestore, path, id, orgId) => setDoc(one(firestore, path, id), { orgId }),
  },
  changes: { kind: 'write', run: (firestore, path, id) => updateDoc(one(firestore, path, id), { count: 2 }) },
  deletes: { kind: 'write', run: (firestore, path, id) => deleteDoc(one(firestore, path, id)) },
};

/** What a client can do with all collections of one name. */
export const GROUP_OPERATIONS: Readonly<Record<string, Operation>> = {
  lists: { kind: 'list', run: (firestore, group) => getDocs(groupOf(firestore, group)) },
  'lists one tenant': {
    kind: 'list',
    run: (firestore, group, _id, orgId) =>
      getDocs(query(groupOf(firestore, group), where('orgId', '==', orgId))),
  },
  'lists without a limit': {
    kind: 'list all',
    run: (firestore, group) => getDocs(collectionGroup(firestore, group)),
  },
};

function groupOf(firestore: Firestore, group: string): Query {
  return query(collectionGroup(firestore, group), limit(LIST_LIMIT));
}
