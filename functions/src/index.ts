import { callableFunctions } from './functions/callables';

export { checkFreshness } from './functions/checkFreshness';
export { computeSpending } from './functions/computeSpending';
export { getPublicMenu } from './functions/getPublicMenu';
export { recomputeSegment } from './functions/recomputeSegment';
export { recordSyncStatus } from './functions/recordSyncStatus';
export { refreshDueSegments } from './functions/refreshDueSegments';
export { schedulePosSync } from './functions/schedulePosSync';
export { scheduleRecentChanges } from './functions/scheduleRecentChanges';
export { storeDeadLetter } from './functions/storeDeadLetter';
export { syncCustomers } from './functions/syncCustomers';
export { syncOrders } from './functions/syncOrders';
export { syncProducts } from './functions/syncProducts';

// `npm run api` writes this list from api/registry.ts.
export const {
  backfillProductAttributes,
  deleteCustomer,
  discardDeadLetter,
  eraseCustomer,
  exportCustomers,
  getCustomer,
  getCustomerSpending,
  getMarketingAudience,
  getMenuItem,
  getSegmentOutlook,
  getSegmentSummary,
  getSyncStatus,
  getToday,
  importConsent,
  listCustomerOrders,
  listCustomers,
  listDeadLetters,
  listDuplicateCustomers,
  listMenuItems,
  listOverdueCustomers,
  listQuarantine,
  listSegmentChanges,
  listSegmentCustomers,
  listSyncRuns,
  listTenants,
  pauseSync,
  previewSegmentRules,
  recomputeSegments,
  replayDeadLetter,
  requestBackfill,
  requestSync,
  resumeSync,
  resyncCustomer,
  setCustomerConsent,
  setCustomerNotes,
  setCustomerTags,
  upsertCustomer,
} = callableFunctions;
