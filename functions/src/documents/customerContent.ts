import type { CustomerProfile } from '../rules/customers/manualCustomer';
import { calculateSegment } from '../rules/customers/segment';
import { DEFAULT_SEGMENT_RULES, type SegmentRules } from '../rules/customers/segmentRules';
import { applyStaffEdits, type StaffEdits } from '../rules/customers/staffEdits';
import type { PosCustomer } from '../rules/pos';
import { customerDocument } from './customer';
import { pick } from './definition/pick';
import { type Figures, NO_FIGURES } from './figures';

/** The derived fields of a customer. */
const DERIVED_FIELDS = customerDocument.namesOf('derived');

/** The part of a customer's document that follows the POS. */
export function customerFields(orgId: string, customer: PosCustomer) {
  return pick({ ...customer, orgId, source: 'alleaves' as const }, customerDocument.synced);
}

/** What decides about customers that the POS no longer has (decision 20). */
const GONE = { segment: null, reason: 'no longer in the POS', dueAt: null };

/**
 * What follows from a customer's figures: the derived fields without `segmentedAt`, which is history.
 * @param isGone Whether the POS no longer has the customer, who then is in no segment.
 */
export function derivedFields(
  figures: Figures,
  now: Date,
  isGone = false,
  rules: SegmentRules = DEFAULT_SEGMENT_RULES,
) {
  const { segment, reason, dueAt } = isGone ? GONE : calculateSegment(figures, now, rules);
  return {
    segment,
    segmentReason: reason,
    segmentDueAt: dueAt,
    ...figures,
  } satisfies Record<Exclude<(typeof DERIVED_FIELDS)[number], 'segmentedAt'>, unknown>;
}

/**
 * What a customer that the sync creates starts with besides what the POS says. Nobody has orders when created: the spending stage
 * finds them, and the segment follows.
 */
export function initialCustomerState(now: Date) {
  return {
    ...derivedFields(NO_FIGURES, now),
    segmentedAt: now,
    ...customerDocument.initial(customerDocument.namesOf('staff')),
    createdAt: now,
    goneSince: null,
  };
}

/** What changes in a customer's document when the POS no longer has the customer; figures and all else stay. */
export function goneState(now: Date) {
  const { segment, reason, dueAt } = GONE;
  return { goneSince: now, segment, segmentReason: reason, segmentDueAt: dueAt, segmentedAt: now };
}

/** What changes when the POS has the customer again: the segment is due, for `refreshDueSegments`. */
export function returnedState(now: Date) {
  return { goneSince: null, segmentDueAt: now };
}

/** The fields that {@link derivedFields} is compared with. */
export const COMPARED_FIELDS = [...DERIVED_FIELDS, 'goneSince'] as const;

/** What is known of somebody of whom nothing is known. */
export const EMPTY_PROFILE: CustomerProfile = customerDocument.initial(customerDocument.namesOf('pos'));

/** The document of a customer that staff enter by hand. */
export function manualCustomer(orgId: string, profile: CustomerProfile, edits: StaffEdits, now: Date) {
  const initial = initialCustomerState(now);
  return {
    orgId,
    source: 'manual' as const,
    posCustomerId: null,
    ...profile,
    ...initial,
    ...applyStaffEdits(initial, edits),
    updatedAt: now,
  };
}
