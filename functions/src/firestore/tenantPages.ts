import { type DocumentSnapshot, FieldPath } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Database } from './database';
import { paths } from './paths';
import { DEFAULT_TIME_ZONE, parseTenant, type Tenant } from './tenants';

/** A tenant as lists show it: readable even where its settings were malformed by hand. */
export interface ListedTenant {
  orgId: string;
  name: string | null;
  timeZone: string;
  syncStatus: Tenant['status'] | null;
}

/** A page of the tenants by id; `only` one of them where it is given. Reads one more than the page has. */
export async function listTenants(
  database: Database,
  page: { only?: string | undefined; after: string | null; limit: number },
): Promise<{ tenants: ListedTenant[]; next: string | null }> {
  if (page.only !== undefined) {
    const snapshot = await database.get(database.document(paths.tenant(page.only)));
    return { tenants: snapshot.exists ? [toListed(snapshot)] : [], next: null };
  }
  const sorted = database
    .collection(paths.tenants)
    .orderBy(FieldPath.documentId())
    .limit(page.limit + 1);
  const { docs } = await database.query(page.after === null ? sorted : sorted.startAfter(page.after));
  const shown = docs.slice(0, page.limit);
  return {
    tenants: shown.map(toListed),
    next: docs.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

const named = z.object({ name: z.string() });

function toListed(snapshot: DocumentSnapshot): ListedTenant {
  const data = snapshot.data();
  const settings = readSettings(snapshot.id, data);
  return {
    orgId: snapshot.id,
    name: named.safeParse(data).data?.name ?? null,
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
