/** Two tenants, new for each run of the suite. */
export const TENANTS = { own: `rules-own-${Date.now()}`, other: `rules-other-${Date.now()}` } as const;
export type TenantName = keyof typeof TENANTS;

/** What the rules tell people apart by. */
export type Role = 'staff' | 'manager' | 'owner' | 'operator';

export interface Person {
  /** Of their token; null has none. */
  claims: Readonly<Record<string, unknown>> | null;
  /** What they are, and where: an operator is one everywhere. Undefined for those who may do nothing. */
  is?: { role: Role; at?: TenantName };
}

const member = (at: TenantName, role: Exclude<Role, 'operator'>): Person => ({
  claims: { orgId: TENANTS[at], role },
  is: { role, at },
});

/** Who asks. */
export const PEOPLE: Readonly<Record<string, Person>> = {
  'nobody who is signed in': { claims: null },
  'somebody without claims': { claims: {} },
  'staff of a tenant': member('own', 'staff'),
  'a manager of a tenant': member('own', 'manager'),
  'an owner of a tenant': member('own', 'owner'),
  'staff of another tenant': member('other', 'staff'),
  'a manager of another tenant': member('other', 'manager'),
  'an owner of another tenant': member('other', 'owner'),
  'staff of no tenant': { claims: { role: 'staff' } },
  'a member without a role': { claims: { orgId: TENANTS.own } },
  'a member with an unknown role': { claims: { orgId: TENANTS.own, role: 'admin' } },
  'a member whose claims are lists': { claims: { orgId: [TENANTS.own], role: ['owner'] } },
  'an operator': { claims: { role: 'operator' }, is: { role: 'operator' } },
};
