import { FirebaseError } from 'firebase/app';
import type { Firestore } from 'firebase/firestore';
import { GROUP_OPERATIONS, type Kind, OPERATIONS } from './operations';
import { PEOPLE, type Person, TENANTS, type TenantName } from './people';
import { GROUP_POLICY, type Policy, ROOT_POLICY, TENANT_DOCUMENT_POLICY, TENANT_POLICY } from './policy';

/** One operation of one person, and whether the rules are to allow it. */
export interface RulesCase {
  person: string;
  /** The collection, or the collections of one name. */
  place: string;
  /** `lists in an order`. */
  operation: string;
  may: boolean;
  run: (firestore: Firestore) => Promise<unknown>;
}

function allowed({ is }: Person, policy: Policy, kind: Kind, tenant?: TenantName): boolean {
  if (is === undefined || policy[kind]?.includes(is.role) !== true) return false;
  return is.role === 'operator' || (tenant !== undefined && is.at === tenant);
}

interface Place {
  name: string;
  path: string;
  /** Of the document that there is. */
  id: string;
  policy: Policy;
  tenant?: TenantName;
}

const TENANT_NAMES = ['own', 'other'] as const;

const PLACES: readonly Place[] = [
  ...TENANT_NAMES.flatMap((tenant) => {
    const whose = `of the ${tenant === 'own' ? 'first' : 'second'} tenant`;
    const orgId = TENANTS[tenant];
    return [
      { name: `the document ${whose}`, path: 'tenants', id: orgId, policy: TENANT_DOCUMENT_POLICY, tenant },
      ...Object.entries(TENANT_POLICY).map(([path, policy]) => ({
        ...{ name: `${path} ${whose}`, path: `tenants/${orgId}/${path}`, id: 'one' },
        ...{ policy, tenant },
      })),
    ];
  }),
  ...Object.entries(ROOT_POLICY).map(([path, policy]) => ({ name: path, path, id: 'one', policy })),
];

/** The documents that the cases are about. */
export const SEEDED_DOCUMENTS = PLACES.map(({ path, id, tenant = 'own' }) => ({
  path: `${path}/${id}`,
  data: { orgId: TENANTS[tenant], name: 'one', count: 1 },
}));

/** Everything that everybody can try, by the person. */
export const RULES_CASES: readonly RulesCase[] = Object.entries(PEOPLE).flatMap(([name, person]) => [
  ...PLACES.flatMap((place) =>
    Object.entries(OPERATIONS).map(([operation, { kind, run }]) => ({
      person: name,
      place: place.name,
      operation,
      may: allowed(person, place.policy, kind, place.tenant),
      run: (firestore: Firestore) => run(firestore, place.path, place.id, TENANTS[place.tenant ?? 'own']),
    })),
  ),
  ...Object.entries(GROUP_POLICY).flatMap(([group, policy]) =>
    Object.entries(GROUP_OPERATIONS).map(([operation, { kind, run }]) => ({
      person: name,
      place: `all collections ${group}`,
      operation,
      may: allowed(person, policy, kind),
      run: (firestore: Firestore) => run(firestore, group, '', TENANTS.own),
    })),
  ),
]);

/**
 * Whether the rules allowed an operation.
 * @throws the error of one that failed for another reason.
 */
async function wasAllowed(operation: Promise<unknown>): Promise<boolean> {
  try {
    await operation;
    return true;
  } catch (error) {
    if (error instanceof FirebaseError && error.code === 'permission-denied') return false;
    // A broken rule may have let somebody delete what is to be changed: that is looked for when the rules have let it pass.
    if (error instanceof FirebaseError && error.code === 'not-found') return true;
    throw error;
  }
}

/** Tries a case. Returns what is wrong with the answer, undefined if it is right. */
export async function deviationOf(
  { person, place, operation, may, run }: RulesCase,
  firestore: Firestore,
): Promise<string | undefined> {
  if ((await wasAllowed(run(firestore))) === may) return undefined;
  return `${person} ${operation}, ${place}: ${may ? 'refused' : 'allowed'}`;
}
