import type { DocumentSnapshot } from 'firebase-admin/firestore';
import type { Database } from '../../platform/firestore/database';
import { paths } from '../../documents/paths';
import { type PageRequest, queryPage } from '../call/paging/queryPage';
import { byId } from '../call/paging/sorting';
import { DEFAULT_TIME_ZONE, parseTenant, type Tenant, tenantDocument } from '../../documents/tenant';

/** A tenant as lists show it: readable even if its settings were malformed by hand. */
export interface ListedTenant {
  orgId: string;
  name: string | null;
  timeZone: string;
  syncStatus: Tenant['status'] | null;
}

/** A page of the tenants by id; `only` one of them if it is given. Reads one more than the page has. */
export async function readTenants(
  database: Database,
  only: string | undefined,
  page: PageRequest<string>,
): Promise<{ tenants: ListedTenant[]; next: string | null }> {
  if (only !== undefined) {
    const snapshot = await database.get(database.document(paths.tenant(only)));
    return { tenants: snapshot.exists ? [toListed(snapshot)] : [], next: null };
  }
  const { docs, next } = await queryPage(database, database.collection(paths.tenants), byId, page);
  return { tenants: docs.map(toListed), next };
}

function toListed(snapshot: DocumentSnapshot): ListedTenant {
  const data = snapshot.data();
  const settings = readSettings(snapshot.id, data);
  return {
    orgId: snapshot.id,
    name: tenantDocument.tolerant.shape.name.parse(snapshot.get('name')),
    timeZone: settings?.timeZone ?? DEFAULT_TIME_ZONE,
    syncStatus: settings?.status ?? null,
  };
}

function readSettings(orgId: string, data: unknown): Tenant | null {
  try {
    return parseTenant(orgId, data);
  } catch {
    return null;
  }
}
