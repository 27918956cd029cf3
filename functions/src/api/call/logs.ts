import type { BilledOperations } from '../../rules/money/pricing';
import { origin } from '../../platform/failure';
import type { Log } from '../../platform/ports/log';
import type { RequestError } from './errors/requestError';
import type { Role } from './roles';

/** What every line about a call says: who called what, and what it cost. Never what was sent or answered. */
export interface CallFields {
  name: string;
  uid: string | null;
  role: Role | null;
  orgId: string | null;
  durationMs: number;
  billed: BilledOperations;
}

/** The log catalogue of the callables. */
export const callableLogs = {
  answered(log: Log, call: CallFields): void {
    log.info('call answered', { ...call });
  },

  refused(log: Log, call: CallFields, { status, code, cause }: RequestError): void {
    const fields = { ...call, status, code };
    if (status === 'internal') log.error('call failed', { ...fields, origin: origin(cause) });
    else log.warn('call refused', fields);
  },

  menuRead(log: Log, menu: { orgId: string; items: number; billed: BilledOperations }): void {
    log.info('public menu read', menu);
  },

  /** Which tenants have a menu, and what it cost to know. */
  menusListed(log: Log, listing: { tenants: number; billed: BilledOperations }): void {
    log.info('public menus listed', listing);
  },

  menuFailed(log: Log, { status, code, cause }: RequestError): void {
    log.error('public menu failed', { status, code, origin: origin(cause) });
  },
};
