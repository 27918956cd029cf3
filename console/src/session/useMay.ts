import { isAtLeast, type Role } from '../../../functions/src/callables/roles';
import { useSession } from './sessionContext';

/** Whether whoever is signed in may do what takes at least this role. The server decides; the page only leaves out what it would refuse. */
export function useMay(least: Role): boolean {
  return isAtLeast(useSession().role, least);
}
