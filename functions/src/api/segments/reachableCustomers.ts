import { FieldPath, type Query, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import {
  LEFT_OUT_REASONS,
  type LeftOutReason,
  type MarketingRules,
  reasonAgainst,
} from '../../rules/customers/audience';
import type { ConsentChannel } from '../../rules/customers/consent';
import { isPhone } from '../../rules/identity/phone';
import type { Segment } from '../../rules/customers/segment';
import { boundedScan } from '../../platform/firestore/boundedScan';
import { parseCustomer, type StoredCustomer } from '../../documents/customer';
import type { Limits } from '../../platform/limits';
import type { Database } from '../../platform/firestore/database';
import { paths } from '../../documents/paths';
import type { PageRequest } from '../call/paging/queryPage';

/** How customers can be reached; also the names of the fields. */
export const CHANNELS = ['email', 'phone'] as const;
type Channel = (typeof CHANNELS)[number];

/** Where a list of an audience goes on: along one channel's index, behind a customer or at its beginning. */
export interface AudiencePosition {
  channel: Channel;
  after: { value: string; id: string } | null;
}

export interface Audience {
  segment: Segment;
  /** `any` lists those with an address that may be written to, then the others with a number that may be. */
  channel: Channel | 'any';
  rules: MarketingRules;
}

/** Customers who could be reached and may not be, by reason. */
export type LeftOut = Record<LeftOutReason, number>;

/** What consent a channel takes. */
const CONSENT_FOR = { email: 'email', phone: 'sms' } as const satisfies Record<Channel, ConsentChannel>;

/** The fields of a customer that an audience shows. */
export const AUDIENCE_FIELDS = ['displayName', 'firstName', 'lastName', 'email', 'phone'] as const;

/** The fields that decide who is in it. */
const DECIDING_FIELDS = ['birthDate', 'consent'] as const;

/**
 * A page of a segment's customers who can be reached and may be, each with only the addresses that may be used; and how many were
 * left out on the way to it. Each channel is walked along its own index, so that the many without
 * either cost nothing: about as many reads as customers, and for those who have both one more.
 */
export async function readReachableCustomers(
  database: Database,
  orgId: string,
  audience: Audience,
  { after: from, limit }: PageRequest<AudiencePosition>,
  scan: Limits['scan'],
): Promise<{ customers: StoredCustomer[]; leftOut: LeftOut; next: AudiencePosition | null }> {
  const leftOut: LeftOut = { underAge: 0, denied: 0, notGranted: 0 };
  const channels = CHANNELS.filter((channel) => audience.channel === 'any' || audience.channel === channel);
  const customers: StoredCustomer[] = [];
  for (const channel of channels.slice(from === null ? 0 : channels.indexOf(from.channel))) {
    if (customers.length === limit) return { customers, leftOut, next: { channel, after: null } };
    const after = from?.channel === channel ? from.after : null;
    const keep = (snapshot: QueryDocumentSnapshot) =>
      admit(parseCustomer(snapshot), audience, channel, leftOut);
    const sorted = walkOf(database, orgId, audience, { channel, after });
    const page = await boundedScan(database, sorted, limit - customers.length, keep, scan);
    customers.push(...page.kept);
    if (page.next !== null) return { customers, leftOut, next: positionOf(page.next, channel) };
  }
  return { customers, leftOut, next: null };
}

/** The customers of a segment who have something stored for a channel, in the order of that. */
function walkOf(
  database: Database,
  orgId: string,
  { segment }: Audience,
  { channel, after }: AudiencePosition,
): Query {
  const sorted = database
    .collection(paths.customers(orgId))
    .where('segment', '==', segment)
    .where(channel, '>', '')
    .orderBy(channel)
    .orderBy(FieldPath.documentId())
    .select(...AUDIENCE_FIELDS, ...DECIDING_FIELDS);
  return after === null ? sorted : sorted.startAfter(after.value, after.id);
}

/** The customer with what may be used, or null: without an address, listed by another channel's walk, or left out, which is counted. */
function admit(
  customer: StoredCustomer,
  audience: Audience,
  channel: Channel,
  leftOut: LeftOut,
): StoredCustomer | null {
  const wanted = CHANNELS.filter((each) => audience.channel === 'any' || audience.channel === each);
  const reachable = wanted.filter((each) => canBeReached(customer, each));
  const against = new Map(
    CHANNELS.map((each) => [each, reasonAgainst(customer, CONSENT_FOR[each], audience.rules)]),
  );
  const usable = reachable.filter((each) => against.get(each) === null);
  const isInLaterWalk = (each: Channel) =>
    wanted.indexOf(each) > wanted.indexOf(channel) && customer[each] !== null;
  if (usable[0] === channel) {
    const shown = (each: Channel) =>
      against.get(each) === null && canBeReached(customer, each) ? customer[each] : null;
    return { ...customer, email: shown('email'), phone: shown('phone') };
  }
  if (usable.length > 0 || reachable.length === 0 || wanted.some(isInLaterWalk)) return null;
  const reasons = reachable.map((each) => against.get(each));
  const reason = LEFT_OUT_REASONS.find((each) => reasons.includes(each));
  if (reason !== undefined) leftOut[reason] += 1;
  return null;
}

/** The POS has remarks in place of numbers, such as `N/A`, which nobody can call. */
function canBeReached({ email, phone }: StoredCustomer, channel: Channel): boolean {
  return channel === 'email' ? email !== null : phone !== null && isPhone(phone);
}

function positionOf(snapshot: QueryDocumentSnapshot, channel: Channel): AudiencePosition {
  // As stored and not as parsed: an address that somebody wrote in capitals sorts as it stands.
  return { channel, after: { value: String(snapshot.get(channel)), id: snapshot.id } };
}
