import { encodePathSegment } from '../rules/identity/pathSegment';

/**
 * What an org id is made of: ASCII, because it comes to triggers in a header that Node reads as Latin-1, without the `%` that
 * firebase-functions decodes there; and few bytes, because each index entry of each document holds it: 400 new customers make 22,400 entries,
 * and Firestore takes 10 MiB in a commit. Checked when a message or a document is parsed.
 */
export const ORG_ID = /^(?!\.{1,2}$)(?!__.*__$)(?!.*[/%])[!-~]{1,60}$/;

const tenant = (orgId: string) => `tenants/${orgId}`;

/** Document paths of data-model.md. */
export const paths = {
  tenants: 'tenants',
  tenant,
  customers: (orgId: string) => `${tenant(orgId)}/customers`,
  orders: (orgId: string) => `${tenant(orgId)}/orders`,
  spending: (orgId: string) => `${tenant(orgId)}/customer_spending`,
  segmentChanges: (orgId: string) => `${tenant(orgId)}/segment_changes`,
  items: (orgId: string) => `${tenant(orgId)}/publicViews/products/items`,
  syncStatus: (orgId: string) => `${tenant(orgId)}/sync_status/pos`,
  syncRuns: (orgId: string) => `${tenant(orgId)}/sync_runs`,
  syncRun: (orgId: string, runId: string) => `${tenant(orgId)}/sync_runs/${encodePathSegment(runId)}`,
  syncIndex: (orgId: string) => `${tenant(orgId)}/sync_index`,
  syncPreview: (orgId: string) => `${tenant(orgId)}/sync_preview`,
  quarantine: (orgId: string) => `${tenant(orgId)}/sync_quarantine`,
  deadLetters: 'dead_letters',
} as const;
