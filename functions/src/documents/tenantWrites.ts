import { GrpcStatus } from 'firebase-admin/firestore';
import { z } from 'zod';
import { PermanentError } from '../platform/ports/errors';
import type { Database } from '../platform/firestore/database';
import { grpcStatus } from '../platform/firestore/failure';
import { paths } from './paths';
import type { segmentRulesField } from './segmentRules';
import {
  parseStoredTenant,
  parseTenant,
  type syncEveryMinutes,
  type Tenant,
  type TenantSettings,
} from './tenant';

/** The document of a tenant, as an operator gives it; see {@link parseTenant} for the defaults. */
export interface NewTenant {
  name: string;
  syncEveryMinutes?: z.input<typeof syncEveryMinutes> | null;
  pos: TenantSettings;
  segmentRules?: z.input<typeof segmentRulesField>;
  minimumAge?: number;
}

/**
 * Creates a tenant's document. One write.
 * @throws ConfigError `tenant_malformed`; PermanentError `tenant_exists`, and changes nothing.
 */
export async function createTenant(database: Database, orgId: string, tenant: NewTenant): Promise<Tenant> {
  const parsed = parseTenant(orgId, tenant);
  try {
    await database.transaction((transaction) => {
      transaction.create(database.document(paths.tenant(orgId)), tenant);
      return Promise.resolve();
    });
  } catch (error) {
    if (grpcStatus(error) !== GrpcStatus.ALREADY_EXISTS) throw error;
    const message = `There's already a tenant '${orgId}'. Correct its document, or choose another org id.`;
    throw new PermanentError('tenant_exists', message, { cause: error });
  }
  return parsed;
}

/**
 * Changes some of a tenant's settings, and leaves the others. One read and one write.
 * @throws PermanentError `unknown_tenant`; ConfigError `tenant_malformed` if the settings would be malformed then, and changes nothing.
 */
export async function changeTenant(
  database: Database,
  orgId: string,
  changes: Partial<TenantSettings>,
): Promise<Tenant> {
  const reference = database.document(paths.tenant(orgId));
  return database.transaction(async (transaction) => {
    const snapshot = await transaction.get(reference);
    if (!snapshot.exists) return parseStoredTenant(orgId, snapshot);
    const stored = z.record(z.string(), z.unknown()).catch({}).parse(snapshot.get('pos'));
    const tenant = parseTenant(orgId, { pos: { ...stored, ...changes } });
    const fields = Object.entries(changes).map(([name, value]) => [`pos.${name}`, value] as const);
    transaction.update(reference, Object.fromEntries(fields));
    return tenant;
  });
}

/**
 * Turns a tenant's sync on or off. One read, and one write unless it is so already. Returns whether it changed anything.
 * @throws PermanentError `unknown_tenant`; ConfigError `tenant_malformed`.
 */
export async function switchTenant(
  database: Database,
  orgId: string,
  status: Tenant['status'],
): Promise<boolean> {
  const reference = database.document(paths.tenant(orgId));
  return database.transaction(async (transaction) => {
    const snapshot = await transaction.get(reference);
    if (parseStoredTenant(orgId, snapshot).status === status) return false;
    transaction.update(reference, { 'pos.status': status });
    return true;
  });
}
