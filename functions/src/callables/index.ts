import type { Callable } from './callable';
import { deleteCustomer } from './customers/deleteCustomer';
import { exportCustomers } from './customers/exportCustomers';
import { getCustomer } from './customers/getCustomer';
import { listCustomerOrders } from './customers/listCustomerOrders';
import { listCustomers } from './customers/listCustomers';
import { setCustomerNotes } from './customers/setCustomerNotes';
import { setCustomerTags } from './customers/setCustomerTags';
import { upsertCustomer } from './customers/upsertCustomer';
import { backfillProductAttributes } from './products/backfillProductAttributes';
import { listMenuItems } from './products/listMenuItems';
import { getMarketingAudience } from './segments/getMarketingAudience';
import { getSegmentOutlook } from './segments/getSegmentOutlook';
import { getSegmentSummary } from './segments/getSegmentSummary';
import { listSegmentCustomers } from './segments/listSegmentCustomers';
import { recomputeSegments } from './segments/recomputeSegments';
import { getCustomerSpending } from './spending/getCustomerSpending';
import { discardDeadLetter } from './sync/discardDeadLetter';
import { eraseCustomer } from './sync/eraseCustomer';
import { getSyncStatus } from './sync/getSyncStatus';
import { listDeadLetters } from './sync/listDeadLetters';
import { listQuarantine } from './sync/listQuarantine';
import { listSyncRuns } from './sync/listSyncRuns';
import { pauseSync } from './sync/pauseSync';
import { replayDeadLetter } from './sync/replayDeadLetter';
import { requestBackfill } from './sync/requestBackfill';
import { requestSync } from './sync/requestSync';
import { resumeSync } from './sync/resumeSync';
import { resyncCustomer } from './sync/resyncCustomer';
import { listTenants } from './tenants/listTenants';

/** All callables, in the order of `docs/api.md`. */
export const callables: readonly Callable[] = [
  listCustomers,
  getCustomer,
  upsertCustomer,
  deleteCustomer,
  setCustomerTags,
  setCustomerNotes,
  exportCustomers,
  eraseCustomer,
  getSegmentSummary,
  listSegmentCustomers,
  getMarketingAudience,
  recomputeSegments,
  getCustomerSpending,
  getSyncStatus,
  listSyncRuns,
  requestSync,
  requestBackfill,
  resyncCustomer,
  pauseSync,
  resumeSync,
  listQuarantine,
  listDeadLetters,
  replayDeadLetter,
  discardDeadLetter,
  listTenants,
  listMenuItems,
  backfillProductAttributes,
  listCustomerOrders,
  getSegmentOutlook,
];
