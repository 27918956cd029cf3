import { createHash } from 'node:crypto';

/** The label of a secret that names the tenant it is for. More tenants that share it have labels that go on, such as `…-2`. */
export const TENANT_LABEL = 'sync-sam-tenant';

/** What labels can hold (cloud.google.com/resource-manager/docs/labels-overview), but for the form of {@link hashed}. */
const PLAIN = /^(?!sha256-)[a-z0-9_-]{1,63}$/;

/** The label's value for a tenant: its org id or, a hash of it if it can't be a label. */
export function tenantLabelValue(orgId: string): string {
  return PLAIN.test(orgId) ? orgId : hashed(orgId);
}

/** Whether a secret with these labels is for the tenant. */
export function isBoundTo(labels: Readonly<Record<string, string>>, orgId: string): boolean {
  const value = tenantLabelValue(orgId);
  return Object.entries(labels).some(
    ([label, bound]) => (label === TENANT_LABEL || label.startsWith(`${TENANT_LABEL}-`)) && bound === value,
  );
}

function hashed(orgId: string): string {
  return `sha256-${createHash('sha256').update(orgId).digest('hex').slice(0, 48)}`;
}
