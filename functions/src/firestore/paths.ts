import { encodePathSegment } from '../domain/pathSegment';

/** Document paths of data-model.md. An org id is checked when a message or a document is parsed, see {@link ORG_ID}. */
export const ORG_ID = /^(?!\.{1,2}$)(?!__.*__$)[^/\s\p{Cc}\p{Cs}]{1,200}$/u;

const tenant = (orgId: string) => `tenants/${orgId}`;

export const paths = {
  tenants: 'tenants',
  tenant,
  customers: (orgId: string) => `${tenant(orgId)}/customers`,
  orders: (orgId: string) => `${tenant(orgId)}/orders`,
  spending: (orgId: string) => `${tenant(orgId)}/customer_spending`,
  items: (orgId: string) => `${tenant(orgId)}/publicViews/products/items`,
  syncStatus: (orgId: string) => `${tenant(orgId)}/sync_status/pos`,
  syncRuns: (orgId: string) => `${tenant(orgId)}/sync_runs`,
  syncRun: (orgId: string, runId: string) => `${tenant(orgId)}/sync_runs/${encodePathSegment(runId)}`,
  syncIndex: (orgId: string) => `${tenant(orgId)}/sync_index`,
  syncPreview: (orgId: string) => `${tenant(orgId)}/sync_preview`,
  quarantine: (orgId: string) => `${tenant(orgId)}/sync_quarantine`,
  deadLetters: 'dead_letters',
} as const;
