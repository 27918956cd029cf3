import { createContext, use } from 'react';
import type { CallOutput } from '../api/contract';
import type { Format } from '../format/format';

/** The tenant that the page is about, and how its numbers and instants are written. */
export interface CurrentTenant {
  orgId: string;
  /** The shop's, else its org id. */
  name: string;
  timeZone: string;
  /** `active` or `paused`; null if its POS isn't set up. */
  syncStatus: CallOutput<'listTenants'>['tenants'][number]['syncStatus'];
  format: Format;
}

export const TenantContext = createContext<CurrentTenant | null>(null);

/** @throws Error outside of a tenant's pages. */
export function useTenant(): CurrentTenant {
  const tenant = use(TenantContext);
  if (tenant === null) throw new Error("useTenant is for components of a tenant's pages.");
  return tenant;
}
