import { FieldPath, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { Segment } from '../domain/segment';
import { boundedScan, type Scanned } from './boundedScan';
import { parseCustomer, type StoredCustomer } from './customers';
import type { Database } from './database';
import { paths } from './paths';

/** How customers can be reached; also the names of the fields. */
export const CHANNELS = ['email', 'phone'] as const;
type Channel = (typeof CHANNELS)[number];

/** Where a list of an audience goes on: along one channel's index, behind a customer or at its beginning. */
export interface AudiencePosition {
  channel: Channel;
  after: { value: string; id: string } | null;
}

interface Audience {
  segment: Segment;
  /** `any` lists those with an address, then those with a number alone. */
  channel: Channel | 'any';
}

const AUDIENCE_FIELDS = ['displayName', 'firstName', 'lastName', 'email', 'phone'];

/**
 * A page of a segment's customers who can be reached. Each channel is walked along its own index, so that the many without
 * either cost nothing: about as many reads as customers, and for those who have both one more.
 */
export async function readReachableCustomers(
  database: Database,
  orgId: string,
  audience: Audience,
  { limit, from }: { limit: number; from: AudiencePosition | null },
): Promise<{ customers: StoredCustomer[]; next: AudiencePosition | null }> {
  const channels = CHANNELS.filter((channel) => audience.channel === 'any' || audience.channel === channel);
  const customers: StoredCustomer[] = [];
  for (const channel of channels.slice(from === null ? 0 : channels.indexOf(from.channel))) {
    if (customers.length === limit) return { customers, next: { channel, after: null } };
    const after = from?.channel === channel ? from.after : null;
    const page = await walk(database, orgId, audience, { channel, after }, limit - customers.length);
    customers.push(...page.kept);
    if (page.next !== null) return { customers, next: positionOf(page.next, channel) };
  }
  return { customers, next: null };
}

async function walk(
  database: Database,
  orgId: string,
  audience: Audience,
  { channel, after }: AudiencePosition,
  limit: number,
): Promise<Scanned<StoredCustomer>> {
  const sorted = database
    .collection(paths.customers(orgId))
    .where('segment', '==', audience.segment)
    .where(channel, '>', '')
    .orderBy(channel)
    .orderBy(FieldPath.documentId())
    .select(...AUDIENCE_FIELDS);
  return boundedScan(
    database,
    after === null ? sorted : sorted.startAfter(after.value, after.id),
    limit,
    (snapshot) => {
      const customer = parseCustomer(snapshot);
      const wasListed = channel === 'phone' && audience.channel === 'any' && customer.email !== null;
      return customer[channel] === null || wasListed ? null : customer;
    },
  );
}

function positionOf(snapshot: QueryDocumentSnapshot, channel: Channel): AudiencePosition {
  // As stored and not as parsed: an address that somebody wrote in capitals sorts as it stands.
  return { channel, after: { value: String(snapshot.get(channel)), id: snapshot.id } };
}
