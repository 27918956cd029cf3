import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '../../../functions/src/api/call/roles';
import { Field } from '../ui/Field';
import type { DevelopmentSessions } from './developmentSession';
import { SignInCard } from './SignInCard';

const ROLE_LABELS: Record<Role, string> = {
  staff: 'Staff',
  manager: 'Manager',
  owner: 'Owner',
  operator: 'Operator (all tenants)',
};

const roles = Object.keys(ROLE_LABELS) as Role[];

/** Under the embedded services one picks who to be. */
export default function DevelopmentSignIn({
  sessions,
  hasExpired,
}: {
  sessions: DevelopmentSessions;
  hasExpired: boolean;
}) {
  const [role, setRole] = useState<Role>('manager');
  const [chosen, setChosen] = useState<string>();
  const tenants = useQuery({
    queryKey: ['development-tenants'],
    queryFn: ({ signal }) => sessions.tenants(signal),
    // Tenants are written by hand or by a demo while this page stands open.
    refetchInterval: 3_000,
  });
  const orgId = chosen ?? tenants.data?.[0]?.orgId;
  return (
    <SignInCard title="Development sign-in" hasExpired={hasExpired}>
      <p className="muted">You're on the local emulators. Pick a shop and a role to try.</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (role === 'operator') sessions.signIn({ role });
          else if (orgId !== undefined) sessions.signIn({ role, orgId });
        }}
      >
        <Field label="Role">
          {(control) => (
            <select
              {...control}
              value={role}
              onChange={(event) => setRole(roles[event.target.selectedIndex] ?? 'staff')}
            >
              {roles.map((name) => (
                <option key={name} value={name}>
                  {ROLE_LABELS[name]}
                </option>
              ))}
            </select>
          )}
        </Field>
        {role !== 'operator' && (
          <Field
            label="Tenant"
            hint={
              tenants.data?.length === 0 ? 'There are no shops yet. Create one with npm run seed.' : undefined
            }
          >
            {(control) => (
              <select
                {...control}
                value={orgId ?? ''}
                onChange={(event) => setChosen(event.target.value)}
                disabled={orgId === undefined}
              >
                {tenants.data?.map((tenant) => (
                  <option key={tenant.orgId} value={tenant.orgId}>
                    {tenant.name ?? tenant.orgId}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <button className="button primary" disabled={role !== 'operator' && orgId === undefined}>
          Sign in
        </button>
      </form>
    </SignInCard>
  );
}
