import { isAtLeast, type Role } from '../../../functions/src/api/call/roles';
import { useSession } from './sessionContext';

/** Whether the signed-in user may do what takes at least this role. The server decides; the page only leaves out what it would refuse. */
export function useMay(least: Role): boolean {
  return isAtLeast(useSession().role, least);
}
