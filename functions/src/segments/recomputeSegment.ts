import { alleavesDocumentId } from '../rules/identity/documentId';
import { customerSpendingKey, parseSpendingKey } from '../rules/identity/spendingKey';
import { customerReference } from '../documents/customer';
import { Database } from '../platform/firestore/database';
import { spendingReference } from '../documents/spending';
import { paths } from '../documents/paths';
import { segmentChangeReference } from '../documents/segmentChange';
import { segmentRulesOf } from '../documents/tenantSegmentRules';
import type { Context } from '../platform/ports/context';
import { ConfigError, TransientError } from '../platform/ports/errors';
import { classify } from '../platform/failure';
import { derivedChange } from './derivedChange';
import { segmentLogs } from './logs';
import { type Occasion, segmentChangeOf } from './segmentChange';

/**
 * Recomputes the segment of the customer whose spending document changed. The event is a hint: it can be late, repeated or
 * out of order, so what is stored now decides. Only `cid_` documents matter: every customer with spending has one, and
 * an address can belong to several.
 * @throws TransientError when the event should be delivered again. What would fail every time is logged and done with.
 */
export async function recomputeSegmentOf(
  context: Context,
  event: { orgId: string; spendingKey: string },
): Promise<void> {
  const key = parseSpendingKey(event.spendingKey);
  if (key.kind === 'email') return;
  try {
    await recomputeCustomer(
      context,
      new Database(context.firestore),
      event.orgId,
      key.posCustomerId,
      'spending',
    );
  } catch (error) {
    const failure = classify(error);
    if (failure instanceof TransientError) throw failure;
    // Correcting the settings changes no spending document, so no other event would come.
    if (failure instanceof ConfigError)
      throw new TransientError(failure.code, failure.message, { cause: error });
    segmentLogs.segmentFailed(context.log, { orgId: event.orgId }, failure);
  }
}

/**
 * Reads a customer, its spending and the tenant's rules in one transaction and writes the derived fields if any differs, with
 * the document of the change if the segment does. Three reads, at most two writes. Returns whether it wrote.
 * @throws PermanentError `spending_malformed`; ConfigError `tenant_malformed`.
 */
export async function recomputeCustomer(
  context: Pick<Context, 'clock' | 'log' | 'settings'>,
  database: Database,
  orgId: string,
  posCustomerId: string,
  occasion: Occasion,
): Promise<boolean> {
  const customerId = alleavesDocumentId(posCustomerId);
  const references = [
    customerReference(database, orgId, customerId),
    spendingReference(database, orgId, customerSpendingKey(posCustomerId)),
    database.document(paths.tenant(orgId)),
  ] as const;
  return database.transaction(async (transaction) => {
    const [customer, spending, tenant] = await transaction.getAll(references);
    if (!customer?.exists) {
      // The sync writes a customer before its spending; one deleted by hand comes back with a full sync.
      segmentLogs.segmentSkipped(context.log, { orgId, because: 'no_customer' });
      return false;
    }
    const rules = segmentRulesOf(orgId, tenant);
    const difference = derivedChange(orgId, customer, spending, context.clock.now(), rules);
    if (difference === null) return false;
    const change = await segmentChangeOf(context, database, {
      ...{ orgId, customer, spending, difference, occasion, rules },
    });
    transaction.update(references[0], { ...difference.fields });
    if (change === null) return true;
    transaction.set(segmentChangeReference(database, change), change);
    const { from, to, cause } = change;
    segmentLogs.segmentRecomputed(context.log, { orgId, customerId, from: from ?? 'none', to, cause });
    return true;
  });
}
