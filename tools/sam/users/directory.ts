import type { Auth, UserRecord } from 'firebase-admin/auth';
import { CommandFailure } from '../failure';
import { type Access, claimsWith, readAccess } from './access';

/** Firebase's largest page. */
const PAGE = 1000;

/** An account with access to the suite. */
export interface Member extends Access {
  uid: string;
  email: string | null;
  isDisabled: boolean;
}

/**
 * Gives an account access, and makes the account if there is none. Who had other access before has to sign in again.
 * @returns Whether the account is new, and the access it had.
 */
export async function grantAccess(
  auth: Auth,
  email: string,
  access: Access,
): Promise<{ uid: string; isNew: boolean; before: Access | null }> {
  const found = await findAccount(auth, email);
  const account = found ?? (await auth.createUser({ email }));
  const before = readAccess(account.customClaims);
  await setClaims(auth, account, access);
  return { uid: account.uid, isNew: found === null, before };
}

/**
 * Takes an account's access away; the account stays.
 * @throws CommandFailure `unknown_user` if there is no such account, or it has no access.
 */
export async function withdrawAccess(auth: Auth, email: string): Promise<{ uid: string; before: Access }> {
  const account = await findAccount(auth, email);
  const before = readAccess(account?.customClaims);
  if (account === null || before === null)
    throw new CommandFailure('unknown_user', `${email} has no access. See who has with: users list`);
  await setClaims(auth, account, null);
  return { uid: account.uid, before };
}

/** Everybody with access: those of one shop, or of all and the operators. */
export async function listMembers(auth: Auth, orgId: string | undefined): Promise<Member[]> {
  const members: Member[] = [];
  let pageToken: string | undefined;
  do {
    const page = await auth.listUsers(PAGE, pageToken);
    members.push(
      ...page.users.flatMap(memberOf).filter((member) => orgId === undefined || member.orgId === orgId),
    );
    pageToken = page.pageToken;
  } while (pageToken !== undefined);
  return members.toSorted((a, b) => order(a).localeCompare(order(b)));
}

function order({ orgId, role, email }: Member): string {
  return [orgId ?? '', role, email ?? ''].join('\n');
}

function memberOf({ uid, email, disabled, customClaims }: UserRecord): Member[] {
  const access = readAccess(customClaims);
  return access === null ? [] : [{ uid, email: email ?? null, isDisabled: disabled, ...access }];
}

/** An ID token carries its claims for up to an hour; the new ones come with the next sign-in. */
async function setClaims(
  auth: Auth,
  { uid, customClaims = {} }: UserRecord,
  access: Access | null,
): Promise<void> {
  await auth.setCustomUserClaims(uid, claimsWith(customClaims, access));
  await auth.revokeRefreshTokens(uid);
}

async function findAccount(auth: Auth, email: string): Promise<UserRecord | null> {
  try {
    return await auth.getUserByEmail(email);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'auth/user-not-found') return null;
    throw error;
  }
}
