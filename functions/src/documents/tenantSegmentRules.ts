import type { DocumentSnapshot } from 'firebase-admin/firestore';
import type { z } from 'zod';
import type { SegmentRules } from '../rules/customers/segmentRules';
import type { Database } from '../platform/firestore/database';
import { paths } from './paths';
import { segmentRulesField, withDefaults } from './segmentRules';
import { malformedTenant, parseStoredTenant, parseTenant } from './tenant';

const stored = segmentRulesField.nullish();

/**
 * The segment rules of a tenant's document; the seed's if there is none, because what a tenant left behind still has segments.
 * @throws ConfigError `tenant_malformed`.
 */
export function segmentRulesOf(orgId: string, snapshot: DocumentSnapshot | undefined): SegmentRules {
  const parsed = stored.safeParse(snapshot?.get('segmentRules'));
  if (parsed.success) return withDefaults(parsed.data);
  throw malformedTenant(orgId, parsed.error.issues, ['segmentRules']);
}

/**
 * Sets a tenant's segment thresholds; the next sync moves everybody by them. One read and one write.
 * @throws PermanentError `unknown_tenant`; ConfigError `tenant_malformed`.
 */
export async function saveSegmentRules(
  database: Database,
  orgId: string,
  segmentRules: z.input<typeof segmentRulesField>,
): Promise<void> {
  const reference = database.document(paths.tenant(orgId));
  await database.transaction(async (transaction) => {
    const snapshot = await transaction.get(reference);
    parseStoredTenant(orgId, snapshot);
    parseTenant(orgId, { ...snapshot.data(), segmentRules });
    transaction.update(reference, { segmentRules });
  });
}
