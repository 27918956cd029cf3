import { z } from 'zod';
import { ORG_ID } from '../../../functions/src/documents/paths';
import { ROLES, type Role } from '../../../functions/src/api/call/roles';
import { UsageFailure } from '../failure';

/** What a person may reach: a shop in a role, or all shops as an operator. */
export interface Access {
  role: Role;
  /** Null for operators. */
  orgId: string | null;
}

const claims = z.looseObject({
  role: z.enum(ROLES),
  orgId: z.string().regex(ORG_ID).optional(),
});

/** @throws UsageFailure if the two contradict. */
export function accessOf(role: Role, orgId: string | undefined): Access {
  if (role === 'operator' && orgId !== undefined)
    throw new UsageFailure('operator_of_a_shop', 'Operators see every shop. Leave out --org.');
  if (role !== 'operator' && orgId === undefined)
    throw new UsageFailure(
      'org_missing',
      `Which shop? Add --org ORG, because ${role} is a role in one shop.`,
    );
  return { role, orgId: orgId ?? null };
}

/** What an account's custom claims give; null if they give nothing here. */
export function readAccess(given: unknown): Access | null {
  const { success, data } = claims.safeParse(given);
  if (!success || (data.role !== 'operator' && data.orgId === undefined)) return null;
  return { role: data.role, orgId: data.role === 'operator' ? null : (data.orgId ?? null) };
}

/** The claims with this access, or without any; what other programs put there stays. */
export function claimsWith(given: Readonly<Record<string, unknown>>, access: Access | null): object {
  const { role: _role, orgId: _orgId, ...others } = given;
  if (access === null) return others;
  return { ...others, role: access.role, ...(access.orgId !== null && { orgId: access.orgId }) };
}
