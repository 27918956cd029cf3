import type { Database } from '../platform/firestore/database';
import { paths } from './paths';

/** A tenant whose sync is on. */
export interface ActiveTenant {
  orgId: string;
  createdAt: Date;
  /** As it is stored. */
  syncEveryMinutes: unknown;
}

/** All tenants whose sync is on. One read a tenant, at least one. */
export async function* activeTenants(database: Database): AsyncGenerator<ActiveTenant> {
  const query = database
    .collection(paths.tenants)
    .where('pos.provider', '==', 'alleaves')
    .where('pos.status', '==', 'active')
    .select('syncEveryMinutes');
  for await (const snapshot of database.stream(query)) {
    const syncEveryMinutes: unknown = snapshot.get('syncEveryMinutes');
    yield { orgId: snapshot.id, createdAt: snapshot.createTime.toDate(), syncEveryMinutes };
  }
}
