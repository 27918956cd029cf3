import { running } from './environment';

/** Writes to a customer's spending, as a sync does after many large orders. */
export async function increaseSpending(orgId: string, posCustomerId: string): Promise<void> {
  const { firestore, project } = running();
  const document = `projects/${project}/databases/(default)/documents/tenants/${orgId}/customer_spending/cid_${posCustomerId}`;
  const mask = ['totalSpent', 'orderCount'].map((field) => `updateMask.fieldPaths=${field}`).join('&');
  const response = await fetch(`http://${firestore}/v1/${document}?${mask}&currentDocument.exists=true`, {
    method: 'PATCH',
    // Passes the rules by, as the functions do.
    headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
    body: JSON.stringify({
      fields: { totalSpent: { doubleValue: 5_000 }, orderCount: { integerValue: '50' } },
    }),
  });
  if (!response.ok) throw new Error(`Firestore answered ${response.status}: ${await response.text()}`);
}
