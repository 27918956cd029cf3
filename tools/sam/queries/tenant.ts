import { paths } from '../../../functions/src/documents/paths';
import { CommandFailure } from '../failure';
import type { Session } from '../project/session';

/**
 * Called if nothing was found, since "nothing" is no answer about a tenant whose id was mistyped. One read.
 * @throws CommandFailure `unknown_tenant`
 */
export async function requireTenant({ database }: Pick<Session, 'database'>, orgId: string): Promise<void> {
  const snapshot = await database.get(database.document(paths.tenant(orgId)));
  if (!snapshot.exists) throw unknownTenant(orgId);
}

export function unknownTenant(orgId: string): CommandFailure {
  return new CommandFailure(
    'unknown_tenant',
    `There's no tenant '${orgId}'. \`tenants list\` shows all of them.`,
  );
}
