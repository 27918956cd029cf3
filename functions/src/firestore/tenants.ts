import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import { isTimeZone } from '../domain/time';
import { ConfigError, PermanentError } from '../platform/errors';
import type { Database } from './database';
import { GRPC, grpcCode } from './failure';
import { paths } from './paths';

const calendarDate = z.iso.date();

/** `tenants/{orgId}.pos` of data-model.md. */
const posConfig = z.object({
  provider: z.literal('alleaves'),
  status: z.enum(['active', 'paused']),
  locationId: z.union([z.string().min(1), z.int().transform(String)]).nullish(),
  secretPrefix: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,200}$/)
    .nullish(),
  baseUrl: z.url().nullish(),
  dialect: z.enum(['auto', 'documented', 'observed']).nullish(),
  timeZone: z.string().refine(isTimeZone, 'is not an IANA time zone').nullish(),
  lookbackDays: z.int().min(1).max(3650).nullish(),
  historyStart: calendarDate.nullish(),
});

/** Of tenants that name none (data-model.md). */
export const DEFAULT_TIME_ZONE = 'America/New_York';

/** A tenant's settings with their defaults applied. */
export interface Tenant {
  orgId: string;
  status: 'active' | 'paused';
  locationId: string | null;
  secretPrefix: string;
  baseUrl: string | null;
  dialect: 'auto' | 'documented' | 'observed';
  timeZone: string;
  lookbackDays: number;
  /** `YYYY-MM-DD`. */
  historyStart: string | null;
}

/**
 * Reads a tenant. One read.
 * @throws PermanentError `unknown_tenant` when there is no document.
 * @throws ConfigError `tenant_malformed` naming the fields at fault.
 */
export async function readTenant(database: Database, orgId: string): Promise<Tenant> {
  return parseStored(orgId, await database.get(database.document(paths.tenant(orgId))));
}

function parseStored(orgId: string, snapshot: DocumentSnapshot): Tenant {
  if (snapshot.exists) return parseTenant(orgId, snapshot.data());
  throw new PermanentError(
    'unknown_tenant',
    `There is no tenant '${orgId}': create tenants/${orgId} with its pos settings, or correct the message.`,
  );
}

export function parseTenant(orgId: string, data: unknown): Tenant {
  const parsed = z.object({ pos: posConfig }).safeParse(data);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new ConfigError(
      'tenant_malformed',
      `The document tenants/${orgId} is malformed (${faults}): correct it, the next sync picks it up.`,
    );
  }
  const { pos } = parsed.data;
  return {
    orgId,
    status: pos.status,
    locationId: pos.locationId ?? null,
    secretPrefix: pos.secretPrefix ?? 'ALLEAVES',
    baseUrl: pos.baseUrl ?? null,
    dialect: pos.dialect ?? 'auto',
    timeZone: pos.timeZone ?? DEFAULT_TIME_ZONE,
    lookbackDays: pos.lookbackDays ?? 90,
    historyStart: pos.historyStart ?? null,
  };
}

/** The document of a tenant, as an operator gives it; see {@link parseTenant} for the defaults. */
export interface NewTenant {
  name: string;
  pos: z.input<typeof posConfig>;
}

/**
 * Creates a tenant's document. One write.
 * @throws ConfigError `tenant_malformed`; PermanentError `tenant_exists`, and changes nothing.
 */
export async function createTenant(database: Database, orgId: string, tenant: NewTenant): Promise<Tenant> {
  const settings = parseTenant(orgId, tenant);
  try {
    await database.transaction((transaction) => {
      transaction.create(database.document(paths.tenant(orgId)), tenant);
      return Promise.resolve();
    });
  } catch (error) {
    if (grpcCode(error) !== GRPC.ALREADY_EXISTS) throw error;
    const message = `There is a tenant '${orgId}' already: correct its document, or choose another org id.`;
    throw new PermanentError('tenant_exists', message, { cause: error });
  }
  return settings;
}

/** A tenant whose sync is on. */
export interface ActiveTenant {
  orgId: string;
  createdAt: Date;
}

/** All tenants whose sync is on. One read a tenant, at least one. */
export async function* activeTenants(database: Database): AsyncGenerator<ActiveTenant> {
  const query = database
    .collection(paths.tenants)
    .where('pos.provider', '==', 'alleaves')
    .where('pos.status', '==', 'active')
    .select();
  for await (const { id, createTime } of database.stream(query))
    yield { orgId: id, createdAt: createTime.toDate() };
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
    if (parseStored(orgId, snapshot).status === status) return false;
    transaction.update(reference, { 'pos.status': status });
    return true;
  });
}
