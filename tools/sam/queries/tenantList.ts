import type { z } from 'zod';
import { listTenants } from '../../../functions/src/api/tenants/listTenants';
import { readTenant } from '../../../functions/src/documents/tenant';
import { describeFailure } from '../failure';
import { pagesOf } from './pages';
import type { Session } from '../project/session';

export interface ListedTenant extends z.output<typeof listTenants.output.shape.tenants.element> {
  /** What is wrong with its document; null if nothing is. */
  fault: string | null;
}

/** All tenants, or one. One read each, and one more for each whose document is malformed. */
export async function* tenantList(session: Session, orgId?: string): AsyncGenerator<ListedTenant> {
  const only = orgId === undefined ? {} : { orgId };
  for await (const { tenants } of pagesOf((position) =>
    session.call(listTenants, { ...only, ...position }),
  )) {
    for (const tenant of tenants) {
      const isMalformed = tenant.syncStatus === null;
      yield { ...tenant, fault: isMalformed ? await faultOf(session, tenant.orgId) : null };
    }
  }
}

async function faultOf({ database }: Session, orgId: string): Promise<string | null> {
  return readTenant(database, orgId).then(
    () => null,
    (error: unknown) => describeFailure(error).message,
  );
}
