import type { Kind } from './operations';
import type { Role } from './people';

/** Who may do what with a collection; nobody may do what is not named. */
export type Policy = Readonly<Partial<Record<Kind, readonly Role[]>>>;

/** Lists have a limit. */
const readBy = (...roles: Role[]): Policy => ({ get: roles, list: roles });

const MEMBERS_AND_OPERATORS = readBy('staff', 'manager', 'owner', 'operator');
const MANAGERS_AND_OPERATORS = readBy('manager', 'owner', 'operator');
const OPERATORS = readBy('operator');
/** Read by the functions alone. */
const NOBODY: Policy = {};

/** A tenant's own document. */
export const TENANT_DOCUMENT_POLICY = NOBODY;

/** Collections in a tenant's document. */
export const TENANT_POLICY: Readonly<Record<string, Policy>> = {
  customers: MEMBERS_AND_OPERATORS,
  orders: MEMBERS_AND_OPERATORS,
  customer_spending: MEMBERS_AND_OPERATORS,
  segment_changes: MEMBERS_AND_OPERATORS,
  // With costs.
  'publicViews/products/items': MANAGERS_AND_OPERATORS,
  sync_status: MEMBERS_AND_OPERATORS,
  sync_runs: MEMBERS_AND_OPERATORS,
  sync_index: NOBODY,
  sync_quarantine: OPERATORS,
  sync_preview: NOBODY,
  publicViews: NOBODY,
  'customers/one/deeper': NOBODY,
  whatever: NOBODY,
};

/** Collections outside tenants. */
export const ROOT_POLICY: Readonly<Record<string, Policy>> = {
  dead_letters: NOBODY,
  whatever: NOBODY,
};

/** Queries of all collections of a name, across tenants. */
export const GROUP_POLICY: Readonly<Record<string, Policy>> = Object.fromEntries(
  ['tenants', ...Object.keys(TENANT_POLICY), ...Object.keys(ROOT_POLICY)].map((path) => [
    path.split('/').at(-1) ?? path,
    NOBODY,
  ]),
);
