import type { DocumentReference, DocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import { alleavesDocumentId } from '../rules/identity/documentId';
import { EmailOwners } from '../rules/identity/emailOwners';
import { customerSpendingKey, emailSpendingKey } from '../rules/identity/spendingKey';
import { combineTotals, type SpendingTotals } from '../rules/money/spending';
import type { Database } from '../platform/firestore/database';
import { storedDate } from '../platform/firestore/timestamp';
import { PermanentError } from '../platform/ports/errors';
import { changeShardField } from './changeShard';
import { defineDocument } from './definition/document';
import { derived, id, run } from './definition/fields';
import { type Figures, figureFields, figuresOf, storedFigures } from './figures';
import { paths } from './paths';

export const spendingDocument = defineDocument({
  name: 'customer_spending',
  path: `${paths.spending('{orgId}')}/{spendingKey}`,
  id: '`{email}` and `cid_{posCustomerId}`',
  writtenBy: 'computeSpending',
  fields: {
    orgId: id(z.string(), 'The tenant.'),
    customerId: derived(z.string().nullable(), 'The customer; null if several share the email.'),
    customerIds: derived(z.array(z.string()), 'The customers whose orders are added up.', { absent: [] }),
    ...figureFields,
    updatedAt: run(storedDate, 'When one of the other fields last changed.'),
    changeShard: changeShardField,
  },
});

/** The fields of a spending document, without those of its writing. */
export type SpendingFields = Omit<z.output<typeof spendingDocument.strict>, 'updatedAt' | 'changeShard'>;

/** A spending document: what it says, and of which customers it is the sum. */
export interface StoredSpending {
  figures: Figures;
  customerIds: string[];
}

/** @param key See src/rules/identity/spendingKey.ts. */
export function spendingReference(database: Database, orgId: string, key: string): DocumentReference {
  return database.document(`${paths.spending(orgId)}/${key}`);
}

/**
 * What a spending document says; null if there is none.
 * @throws PermanentError `spending_malformed`.
 */
export function parseSpending(orgId: string, snapshot: DocumentSnapshot | undefined): StoredSpending | null {
  if (!snapshot?.exists) return null;
  const figures = storedFigures.safeParse(snapshot.data());
  const customerIds = spendingDocument.tolerant.shape.customerIds.parse(snapshot.get('customerIds'));
  if (figures.success) return { figures: figures.data, customerIds };
  throw new PermanentError(
    'spending_malformed',
    `A spending document of tenant '${orgId}' is malformed. Run a sync with mode 'full' to rewrite it.`,
    { cause: figures.error },
  );
}

/** The document for one owner, or for all who share an email. @param customerIds Ids of customer documents. */
function spendingFields(orgId: string, customerIds: string[], totals: SpendingTotals): SpendingFields {
  const [first = null, ...others] = customerIds;
  return { orgId, customerId: others.length === 0 ? first : null, customerIds, ...figuresOf(totals) };
}

/**
 * Every spending document that there should be: one under `cid_…` for each customer with totals, then one for each email of which
 * an owner has totals. The latter sums all owners and lists them all, also those without totals.
 *
 * @param totals By POS customer id.
 */
export function* spendingByKey(
  orgId: string,
  customers: Iterable<{ posCustomerId: string; email: string | null }>,
  totals: ReadonlyMap<string, SpendingTotals>,
): Generator<{ key: string; fields: SpendingFields }> {
  const emailOwners = new EmailOwners();
  for (const { posCustomerId, email } of customers) {
    emailOwners.add(email, posCustomerId);
    const own = totals.get(posCustomerId);
    if (own === undefined) continue;
    const fields = spendingFields(orgId, [alleavesDocumentId(posCustomerId)], own);
    yield { key: customerSpendingKey(posCustomerId), fields };
  }
  for (const [email, owners] of emailOwners.entries()) {
    const parts = owners.map((owner) => totals.get(owner)).filter((part) => part !== undefined);
    if (parts.length === 0) continue;
    const fields = spendingFields(orgId, owners.map(alleavesDocumentId), combineTotals(parts));
    yield { key: emailSpendingKey(email), fields };
  }
}
