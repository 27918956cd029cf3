import type { z } from 'zod';
import type { exportCustomers } from '../../../functions/src/callables/customers/exportCustomers';
import type { getCustomer } from '../../../functions/src/callables/customers/getCustomer';
import type { listCustomerOrders } from '../../../functions/src/callables/customers/listCustomerOrders';
import type { listCustomers } from '../../../functions/src/callables/customers/listCustomers';
import type { setCustomerNotes } from '../../../functions/src/callables/customers/setCustomerNotes';
import type { setCustomerTags } from '../../../functions/src/callables/customers/setCustomerTags';
import type { listMenuItems } from '../../../functions/src/callables/products/listMenuItems';
import type { getMarketingAudience } from '../../../functions/src/callables/segments/getMarketingAudience';
import type { getSegmentOutlook } from '../../../functions/src/callables/segments/getSegmentOutlook';
import type { getSegmentSummary } from '../../../functions/src/callables/segments/getSegmentSummary';
import type { discardDeadLetter } from '../../../functions/src/callables/sync/discardDeadLetter';
import type { eraseCustomer } from '../../../functions/src/callables/sync/eraseCustomer';
import type { getSyncStatus } from '../../../functions/src/callables/sync/getSyncStatus';
import type { listDeadLetters } from '../../../functions/src/callables/sync/listDeadLetters';
import type { listQuarantine } from '../../../functions/src/callables/sync/listQuarantine';
import type { listSyncRuns } from '../../../functions/src/callables/sync/listSyncRuns';
import type { pauseSync } from '../../../functions/src/callables/sync/pauseSync';
import type { replayDeadLetter } from '../../../functions/src/callables/sync/replayDeadLetter';
import type { requestSync } from '../../../functions/src/callables/sync/requestSync';
import type { resumeSync } from '../../../functions/src/callables/sync/resumeSync';
import type { resyncCustomer } from '../../../functions/src/callables/sync/resyncCustomer';
import type { listTenants } from '../../../functions/src/callables/tenants/listTenants';

/** The callables that the console uses. Only types are imported: nothing of the functions gets into the bundle. */
interface Contract {
  discardDeadLetter: typeof discardDeadLetter;
  eraseCustomer: typeof eraseCustomer;
  exportCustomers: typeof exportCustomers;
  getCustomer: typeof getCustomer;
  getMarketingAudience: typeof getMarketingAudience;
  getSegmentOutlook: typeof getSegmentOutlook;
  getSegmentSummary: typeof getSegmentSummary;
  getSyncStatus: typeof getSyncStatus;
  listCustomerOrders: typeof listCustomerOrders;
  listCustomers: typeof listCustomers;
  listDeadLetters: typeof listDeadLetters;
  listMenuItems: typeof listMenuItems;
  listQuarantine: typeof listQuarantine;
  listSyncRuns: typeof listSyncRuns;
  listTenants: typeof listTenants;
  pauseSync: typeof pauseSync;
  replayDeadLetter: typeof replayDeadLetter;
  requestSync: typeof requestSync;
  resumeSync: typeof resumeSync;
  resyncCustomer: typeof resyncCustomer;
  setCustomerNotes: typeof setCustomerNotes;
  setCustomerTags: typeof setCustomerTags;
}

export type CallName = keyof Contract;

/** What a callable takes. */
export type CallInput<Name extends CallName> = z.input<Contract[Name]['input']>;

/** What a callable answers. */
export type CallOutput<Name extends CallName> = z.output<Contract[Name]['output']>;
