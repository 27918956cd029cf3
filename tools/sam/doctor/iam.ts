import { z } from 'zod';

export const policy = z.object({
  bindings: z.array(z.object({ role: z.string(), members: z.array(z.string()).default([]) })).default([]),
});

/** The roles that a policy gives a service account by name; those it gets through groups can't be seen. */
export function rolesOf({ bindings }: z.infer<typeof policy>, email: string): string[] {
  return bindings
    .filter(({ members }) => members.includes(`serviceAccount:${email}`))
    .map(({ role }) => role);
}
