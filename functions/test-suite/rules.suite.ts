import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
  type RulesTestContext,
  type RulesTestEnvironment,
} from '@firebase/rules-unit-testing';
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
  query,
  setDoc,
  updateDoc,
  where,
} from 'firebase/firestore';
import { z } from 'zod';

const RULES = resolve(__dirname, '../../firestore.rules');
const own = `rules-own-${Date.now()}`;
const other = `rules-other-${Date.now()}`;

let environment: RulesTestEnvironment | undefined;

/** Who asks, by the claims of their token; null has none. */
const PEOPLE = {
  nobody: null,
  'somebody without claims': {},
  'staff of the tenant': { orgId: own, role: 'staff' },
  'a manager of the tenant': { orgId: own, role: 'manager' },
  'an owner of the tenant': { orgId: own, role: 'owner' },
  'staff of another tenant': { orgId: other, role: 'staff' },
  'an owner of another tenant': { orgId: other, role: 'owner' },
  'staff of no tenant': { role: 'staff' },
  'a member without a role': { orgId: own },
  'a member with a role that is none': { orgId: own, role: 'admin' },
  'a member whose claims are lists': { orgId: [own], role: ['owner'] },
  'an operator': { role: 'operator' },
} as const;
type Person = keyof typeof PEOPLE;

const MEMBERS: readonly Person[] = [
  'staff of the tenant',
  'a manager of the tenant',
  'an owner of the tenant',
];

/** Collections by who may read them; `…` stands for the tenant's document. */
const READERS: Record<string, readonly Person[]> = {
  '…/customers': [...MEMBERS, 'an operator'],
  '…/orders': [...MEMBERS, 'an operator'],
  '…/customer_spending': [...MEMBERS, 'an operator'],
  '…/publicViews/products/items': [...MEMBERS, 'an operator'],
  '…/sync_status': [...MEMBERS, 'an operator'],
  '…/sync_runs': [...MEMBERS, 'an operator'],
  '…/sync_index': ['an operator'],
  '…/sync_quarantine': ['an operator'],
  '…/sync_preview': ['an operator'],
  '…/publicViews': ['an operator'],
  '…/customers/1/deeper': ['an operator'],
  '…/whatever': ['an operator'],
  tenants: ['an operator'],
  dead_letters: ['an operator'],
  whatever: ['an operator'],
};

const cases = Object.entries(READERS).flatMap(([path, readers]) =>
  Object.keys(PEOPLE).map((person) => ({
    person: z.enum(Object.keys(PEOPLE) as [Person, ...Person[]]).parse(person),
    path,
    may: readers.some((reader) => reader === person),
  })),
);

const inTenant = (path: string) => path.replace('…', `tenants/${own}`);
const documentIn = (path: string) => `${inTenant(path)}/${path === 'tenants' ? own : 'one'}`;

function contextOf(person: Person): RulesTestContext {
  const claims = PEOPLE[person];
  if (environment === undefined) throw new Error('There are no rules to try.');
  return claims === null
    ? environment.unauthenticatedContext()
    : environment.authenticatedContext('somebody', { ...claims });
}

function firestoreOf(person: Person): Firestore {
  return contextOf(person).firestore() as unknown as Firestore;
}

/** @throws Error unless the official Firestore emulator is there: the embedded one has no rules, and would allow everything. */
async function officialEmulator(): Promise<{ host: string; port: number }> {
  const address = process.env['FIRESTORE_EMULATOR_HOST'];
  const greeting =
    address === undefined
      ? ''
      : await fetch(`http://${address}/`).then(
          (response) => response.text(),
          () => '',
        );
  if (address === undefined || greeting.trim() !== 'Ok') {
    throw new Error(
      `The rules can only be tried on the official Firestore emulator, which ${address ?? 'FIRESTORE_EMULATOR_HOST'} is not: ` +
        'use `npm run emulators:suite` (Java 21).',
    );
  }
  const { hostname, port } = new URL(`http://${address}`);
  return { host: hostname, port: Number(port) };
}

beforeAll(async () => {
  environment = await initializeTestEnvironment({
    projectId: process.env['GCLOUD_PROJECT'] ?? 'demo-sync-sam',
    firestore: { ...(await officialEmulator()), rules: readFileSync(RULES, 'utf8') },
  });
  await environment.withSecurityRulesDisabled(async (context) => {
    const firestore = context.firestore();
    for (const path of Object.keys(READERS)) {
      await firestore.doc(documentIn(path)).set({ orgId: own, name: 'one', count: 1 });
    }
  });
});
afterAll(async () => environment?.cleanup());

const outcome = (may: boolean) => (may ? assertSucceeds : assertFails);

describe.each(cases)('$person, at $path', ({ person, path, may }) => {
  it(`${may ? 'may' : 'may not'} get and list`, async () => {
    const firestore = firestoreOf(person);
    await outcome(may)(getDoc(doc(firestore, documentIn(path))));
    await outcome(may)(getDoc(doc(firestore, `${inTenant(path)}/missing`)));
    await outcome(may)(getDocs(collection(firestore, inTenant(path))));
    const sorted = query(collection(firestore, inTenant(path)), orderBy('count', 'desc'), limit(1));
    await outcome(may)(getDocs(sorted));
    const own = query(collection(firestore, inTenant(path)), where('name', '==', 'one'));
    await outcome(may)(getDocs(own));
  });

  it('may not create, change or delete', async () => {
    const firestore = firestoreOf(person);
    await assertFails(setDoc(doc(firestore, `${inTenant(path)}/new`), { name: 'new' }));
    await assertFails(setDoc(doc(firestore, documentIn(path)), { name: 'replaced' }));
    await assertFails(updateDoc(doc(firestore, documentIn(path)), { count: 2 }));
    await assertFails(deleteDoc(doc(firestore, documentIn(path))));
  });
});

describe('queries across tenants', () => {
  const groups = [
    'customers',
    'orders',
    'customer_spending',
    'items',
    'sync_status',
    'sync_runs',
    'sync_index',
  ];

  it.each(groups)('of %s are the operators’, also where they name one tenant', async (group) => {
    for (const person of Object.keys(PEOPLE) as Person[]) {
      const firestore = firestoreOf(person);
      const may = outcome(person === 'an operator');
      await may(getDocs(collectionGroup(firestore, group)));
      await may(getDocs(query(collectionGroup(firestore, group), where('orgId', '==', own))));
    }
  });
});

describe('a member', () => {
  it('sees nothing of another tenant', async () => {
    for (const person of MEMBERS) {
      for (const path of Object.keys(READERS).filter((name) => name.startsWith('…'))) {
        const theirs = path.replace('…', `tenants/${other}`);
        await assertFails(getDoc(doc(firestoreOf(person), `${theirs}/one`)));
        await assertFails(getDocs(collection(firestoreOf(person), theirs)));
      }
    }
  });
});
