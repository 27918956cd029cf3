import { Link } from '@tanstack/react-router';
import { UsersRound } from 'lucide-react';
import { useMay } from '../../session/useMay';
import { useTenant } from '../../shell/tenantContext';

/** For managers. The report reads every customer who can be reached: nothing of it is loaded before it is asked for. */
export function DuplicatesLink() {
  const { orgId } = useTenant();
  if (!useMay('manager')) return null;
  return (
    <Link to="/$orgId/customers/duplicates" params={{ orgId }} preload={false} className="button">
      <UsersRound aria-hidden="true" size={16} /> <span className="label">Duplicates</span>
    </Link>
  );
}
