/** A tenant's people, from the least to the most, and the operators, who work across tenants. */
export const ROLES = ['staff', 'manager', 'owner', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** Whether `role` may do what at least `least` may do. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}
