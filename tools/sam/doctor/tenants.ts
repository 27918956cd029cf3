import { z } from 'zod';
import type { Examination } from './examination';

const HOST = 'firestore.googleapis.com';

/** A value of another type, null say, counts as none. */
const text = z.object({ stringValue: z.string().optional() });
const time = z.object({ timestampValue: z.string().optional() });
const fields = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.object({ mapValue: z.object({ fields: z.object(shape).optional() }).optional() });

const tenant = z.object({
  name: z.string(),
  fields: z
    .object({
      pos: fields({
        status: text.optional(),
        secretPrefix: text.optional(),
        credentialsInOneSecret: z.object({ booleanValue: z.boolean().optional() }).optional(),
      }).optional(),
    })
    .optional(),
});

const status = z.object({
  fields: z
    .object({
      lastSyncAt: time.optional(),
      lastError: fields({ code: text.optional() }).optional(),
    })
    .optional(),
});

/** A tenant as the doctor needs it. */
export interface Tenant {
  orgId: string;
  isActive: boolean;
  /** What the names of its secrets begin with. */
  secretPrefix: string;
  /** Whether they are one secret, `_LOGIN`. */
  credentialsInOneSecret: boolean;
}

/** One read per tenant. @throws ApiFailure */
export async function listTenants({ api, project }: Examination): Promise<Tenant[]> {
  const documents = await api.list(
    HOST,
    `/v1/projects/${project}/databases/(default)/documents/tenants`,
    'documents',
    tenant,
    { pageSize: '300', 'mask.fieldPaths': 'pos' },
  );
  return documents.map(({ name, fields: found }) => {
    const pos = found?.pos?.mapValue?.fields;
    return {
      orgId: name.split('/').at(-1) ?? '',
      isActive: pos?.status?.stringValue === 'active',
      secretPrefix: pos?.secretPrefix?.stringValue ?? 'ALLEAVES',
      credentialsInOneSecret: pos?.credentialsInOneSecret?.booleanValue ?? false,
    };
  });
}

/** One read. @throws ApiFailure, 404 if it never synced. */
export async function readStatus(
  { api, project }: Examination,
  orgId: string,
): Promise<{ lastSyncAt: Date | null; errorCode: string | null }> {
  const path = `/v1/projects/${project}/databases/(default)/documents/tenants/${encodeURIComponent(orgId)}/sync_status/pos`;
  const { fields: found } = await api.get(HOST, path, status);
  const lastSync = found?.lastSyncAt?.timestampValue;
  return {
    lastSyncAt: lastSync === undefined ? null : new Date(lastSync),
    errorCode: found?.lastError?.mapValue?.fields?.code?.stringValue ?? null,
  };
}
