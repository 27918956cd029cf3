// Made by `npm run api` from functions/src: change it there.

import type { ListCustomersInput, ListCustomersOutput } from './listCustomers.ts';
import type { GetCustomerInput, GetCustomerOutput } from './getCustomer.ts';
import type { ListCustomerOrdersInput, ListCustomerOrdersOutput } from './listCustomerOrders.ts';
import type { UpsertCustomerInput, UpsertCustomerOutput } from './upsertCustomer.ts';
import type { DeleteCustomerInput, DeleteCustomerOutput } from './deleteCustomer.ts';
import type { SetCustomerTagsInput, SetCustomerTagsOutput } from './setCustomerTags.ts';
import type { SetCustomerNotesInput, SetCustomerNotesOutput } from './setCustomerNotes.ts';
import type { SetCustomerConsentInput, SetCustomerConsentOutput } from './setCustomerConsent.ts';
import type { ImportConsentInput, ImportConsentOutput } from './importConsent.ts';
import type { ExportCustomersInput, ExportCustomersOutput } from './exportCustomers.ts';
import type { EraseCustomerInput, EraseCustomerOutput } from './eraseCustomer.ts';
import type { ListDuplicateCustomersInput, ListDuplicateCustomersOutput } from './listDuplicateCustomers.ts';
import type { GetSegmentSummaryInput, GetSegmentSummaryOutput } from './getSegmentSummary.ts';
import type { GetSegmentOutlookInput, GetSegmentOutlookOutput } from './getSegmentOutlook.ts';
import type { ListSegmentCustomersInput, ListSegmentCustomersOutput } from './listSegmentCustomers.ts';
import type { ListSegmentChangesInput, ListSegmentChangesOutput } from './listSegmentChanges.ts';
import type { PreviewSegmentRulesInput, PreviewSegmentRulesOutput } from './previewSegmentRules.ts';
import type { ListOverdueCustomersInput, ListOverdueCustomersOutput } from './listOverdueCustomers.ts';
import type { GetMarketingAudienceInput, GetMarketingAudienceOutput } from './getMarketingAudience.ts';
import type { RecomputeSegmentsInput, RecomputeSegmentsOutput } from './recomputeSegments.ts';
import type { GetCustomerSpendingInput, GetCustomerSpendingOutput } from './getCustomerSpending.ts';
import type { GetTodayInput, GetTodayOutput } from './getToday.ts';
import type { ListMenuItemsInput, ListMenuItemsOutput } from './listMenuItems.ts';
import type { GetMenuItemInput, GetMenuItemOutput } from './getMenuItem.ts';
import type {
  BackfillProductAttributesInput,
  BackfillProductAttributesOutput,
} from './backfillProductAttributes.ts';
import type { ListTenantsInput, ListTenantsOutput } from './listTenants.ts';
import type { GetSyncStatusInput, GetSyncStatusOutput } from './getSyncStatus.ts';
import type { ListSyncRunsInput, ListSyncRunsOutput } from './listSyncRuns.ts';
import type { RequestSyncInput, RequestSyncOutput } from './requestSync.ts';
import type { RequestBackfillInput, RequestBackfillOutput } from './requestBackfill.ts';
import type { ResyncCustomerInput, ResyncCustomerOutput } from './resyncCustomer.ts';
import type { PauseSyncInput, PauseSyncOutput } from './pauseSync.ts';
import type { ResumeSyncInput, ResumeSyncOutput } from './resumeSync.ts';
import type { ListQuarantineInput, ListQuarantineOutput } from './listQuarantine.ts';
import type { ListDeadLettersInput, ListDeadLettersOutput } from './listDeadLetters.ts';
import type { ReplayDeadLetterInput, ReplayDeadLetterOutput } from './replayDeadLetter.ts';
import type { DiscardDeadLetterInput, DiscardDeadLetterOutput } from './discardDeadLetter.ts';

/** Every callable: what it takes and answers. */
export interface Callables {
  /** Lists customers by segment, tag, last order and search, sorted, in pages. Least role: staff. */
  listCustomers: { input: ListCustomersInput; output: ListCustomersOutput };
  /** Returns everything about one customer: profile, latest orders, spending, and why they are in their segment and until when. Least role: staff. */
  getCustomer: { input: GetCustomerInput; output: GetCustomerOutput };
  /** Lists a customer's orders, newest first, in pages, and how each was matched to them. Least role: staff. */
  listCustomerOrders: { input: ListCustomerOrdersInput; output: ListCustomerOrdersOutput };
  /** Creates a customer by hand, or changes one. For customers from the POS, changes only tags and notes. Least role: manager. */
  upsertCustomer: { input: UpsertCustomerInput; output: UpsertCustomerOutput };
  /** Deletes a customer who was entered by hand. Least role: manager. */
  deleteCustomer: { input: DeleteCustomerInput; output: DeleteCustomerOutput };
  /** Adds tags to a customer and removes others. Concurrent edits are all kept. Least role: staff. */
  setCustomerTags: { input: SetCustomerTagsInput; output: SetCustomerTagsOutput };
  /** Replaces a customer's notes. With `expectedNotes`, only if they haven't changed since you read them. Least role: staff. */
  setCustomerNotes: { input: SetCustomerNotesInput; output: SetCustomerNotesOutput };
  /** Records whether a customer wants the shop's texts or emails. A later statement is never undone by an earlier one. Least role: staff. */
  setCustomerConsent: { input: SetCustomerConsentInput; output: SetCustomerConsentOutput };
  /** Records consent in bulk from a CSV file, by email or phone, for all customers who have that address. Least role: manager. */
  importConsent: { input: ImportConsentInput; output: ImportConsentOutput };
  /** Exports customers as CSV by segment, tag, last order and search, without notes, in pages that together make one file. Least role: manager. */
  exportCustomers: { input: ExportCustomersInput; output: ExportCustomersOutput };
  /** Erases a customer's personal data permanently; later syncs don't bring it back. Ids, orders and totals stay. Least role: owner. */
  eraseCustomer: { input: EraseCustomerInput; output: EraseCustomerOutput };
  /** Lists customers who are likely the same person, because they share an email address or a phone number, in pages. Nothing is merged. Least role: manager. */
  listDuplicateCustomers: { input: ListDuplicateCustomersInput; output: ListDuplicateCustomersOutput };
  /** Returns each segment's number of customers, their share, what they have spent, and their average order. Least role: staff. */
  getSegmentSummary: { input: GetSegmentSummaryInput; output: GetSegmentSummaryOutput };
  /** Returns how many customers will move from one segment to another in the coming days if they don't order. Least role: staff. */
  getSegmentOutlook: { input: GetSegmentOutlookInput; output: GetSegmentOutlookOutput };
  /** Lists the customers of a segment, sorted, in pages. Least role: staff. */
  listSegmentCustomers: { input: ListSegmentCustomersInput; output: ListSegmentCustomersOutput };
  /** Lists changes of segments, newest first, in pages: who moved, from where, to where, when and why. Least role: staff. */
  listSegmentChanges: { input: ListSegmentChangesInput; output: ListSegmentChangesOutput };
  /** Returns who would move between segments under other thresholds. Saves nothing. Least role: manager. */
  previewSegmentRules: { input: PreviewSegmentRulesInput; output: PreviewSegmentRulesOutput };
  /** Lists customers who have stayed away longer than is usual for them, by what they have spent, in pages. Least role: staff. */
  listOverdueCustomers: { input: ListOverdueCustomersInput; output: ListOverdueCustomersOutput };
  /** Lists the customers in a segment who can and may be contacted by email or phone, in pages, and counts who was left out and why. Least role: manager. */
  getMarketingAudience: { input: GetMarketingAudienceInput; output: GetMarketingAudienceOutput };
  /** Recomputes customers' segments and totals from their spending, and writes those that differ. Least role: manager. */
  recomputeSegments: { input: RecomputeSegmentsInput; output: RecomputeSegmentsOutput };
  /** Returns what a customer has spent, by email address or POS id, and where the figures come from. Least role: staff. */
  getCustomerSpending: { input: GetCustomerSpendingInput; output: GetCustomerSpendingOutput };
  /** Returns a shop's sales today and over seven days against the week before, and what sold out. Least role: staff. */
  getToday: { input: GetTodayInput; output: GetTodayOutput };
  /** Lists a shop's items by id, in pages, whether in stock or not. Managers also see costs. Least role: staff. */
  listMenuItems: { input: ListMenuItemsInput; output: ListMenuItemsOutput };
  /** Returns everything about one item of a shop. Managers also see costs. Least role: staff. */
  getMenuItem: { input: GetMenuItemInput; output: GetMenuItemOutput };
  /** Fills in missing THC %, CBD % and strain type from the POS. By default it only reports what it would set. Least role: manager. */
  backfillProductAttributes: {
    input: BackfillProductAttributesInput;
    output: BackfillProductAttributesOutput;
  };
  /** Lists the tenants the caller can see, by id, in pages: staff see their own, operators see all. Least role: staff. */
  listTenants: { input: ListTenantsInput; output: ListTenantsOutput };
  /** Returns the state of a tenant's sync: last success, counts, last error, and the run in progress. Least role: staff. */
  getSyncStatus: { input: GetSyncStatusInput; output: GetSyncStatusOutput };
  /** Lists the records of a tenant's runs, newest first. The run in progress is in getSyncStatus. Least role: staff. */
  listSyncRuns: { input: ListSyncRunsInput; output: ListSyncRunsOutput };
  /** Starts a sync of a tenant now, in addition to the scheduled ones. Least role: manager. */
  requestSync: { input: RequestSyncInput; output: RequestSyncOutput };
  /** Reads a window of past orders from the POS. The regular schedule isn't affected. Least role: owner. */
  requestBackfill: { input: RequestBackfillInput; output: RequestBackfillOutput };
  /** Reads one customer and their recent orders from the POS again, and repairs their documents, spending and segment. Least role: manager. */
  resyncCustomer: { input: ResyncCustomerInput; output: ResyncCustomerOutput };
  /** Pauses a tenant's sync. No new run starts, and a run in progress stops between two pages. Least role: manager. */
  pauseSync: { input: PauseSyncInput; output: PauseSyncOutput };
  /** Resumes a tenant's sync. The next scheduled sync includes it. Least role: manager. */
  resumeSync: { input: ResumeSyncInput; output: ResumeSyncOutput };
  /** Lists rows from the POS that couldn't be read, fully or partly, and what's wrong with them, by stream and id. Least role: manager. */
  listQuarantine: { input: ListQuarantineInput; output: ListQuarantineOutput };
  /** Lists messages that failed permanently, most recent first. Least role: operator. */
  listDeadLetters: { input: ListDeadLettersInput; output: ListDeadLettersOutput };
  /** Publishes a dead letter's message again. A run's message starts a new run with the same options. Least role: operator. */
  replayDeadLetter: { input: ReplayDeadLetterInput; output: ReplayDeadLetterOutput };
  /** Marks a dead letter as done. It's deleted after 90 days. Least role: operator. */
  discardDeadLetter: { input: DiscardDeadLetterInput; output: DiscardDeadLetterOutput };
}
