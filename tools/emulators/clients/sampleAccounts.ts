import type { Role } from '../../../functions/src/api/call/roles';

/** The shops that `npm run seed` makes. */
export const SAMPLE_SHOPS = ['greenleaf', 'oddities'] as const;

/** Of all sample accounts. */
export const SAMPLE_PASSWORD = 'correct-horse';

export interface SampleAccount {
  email: string;
  /** Its custom claims. */
  claims: { role: Role; orgId?: string } | null;
}

const atShop = (role: Role): SampleAccount[] =>
  SAMPLE_SHOPS.map((orgId) => ({ email: `${role}@${orgId}.example`, claims: { role, orgId } }));

const operator = (name: string): SampleAccount => ({
  email: `${name}@operators.example`,
  claims: { role: 'operator' },
});

/** Two of each role, and one that may do nothing. */
export const SAMPLE_ACCOUNTS: readonly SampleAccount[] = [
  ...atShop('staff'),
  ...atShop('manager'),
  ...atShop('owner'),
  operator('ana'),
  operator('ben'),
  { email: 'nobody@greenleaf.example', claims: null },
];

/** Makes them in the Auth emulator that `FIREBASE_AUTH_EMULATOR_HOST` names. */
export async function createSampleAccounts(projectId: string): Promise<void> {
  // Not before the environment says where: the library would ask Google for credentials.
  const { deleteApp, initializeApp } = await import('firebase-admin/app');
  const { getAuth } = await import('firebase-admin/auth');
  const app = initializeApp({ projectId }, 'sample-accounts');
  const auth = getAuth(app);
  for (const { email, claims } of SAMPLE_ACCOUNTS) {
    const { uid } = await auth.createUser({ email, password: SAMPLE_PASSWORD, emailVerified: true });
    await auth.setCustomUserClaims(uid, claims);
  }
  await deleteApp(app);
}
