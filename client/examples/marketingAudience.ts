import { type Client, SyncSamError } from '../src/index.ts';

/** Everybody in a segment who may get texts, and how many were left out and why. */
export async function textAudience(client: Client, segment: 'loyal' | 'at_risk') {
  const phones: string[] = [];
  const leftOut = { underAge: 0, denied: 0, notGranted: 0 };
  for await (const page of client.pages('getMarketingAudience', { segment, channel: 'phone' })) {
    for (const { phone } of page.customers) if (phone !== null) phones.push(phone);
    leftOut.underAge += page.leftOut.underAge;
    leftOut.denied += page.leftOut.denied;
    leftOut.notGranted += page.leftOut.notGranted;
  }
  return { phones, leftOut };
}

/** Records that a customer answered STOP. Returns false if the shop doesn't know the customer. */
export async function stopTexts(client: Client, customerId: string): Promise<boolean> {
  try {
    await client.call('setCustomerConsent', { customerId, channel: 'sms', status: 'denied' });
    return true;
  } catch (error) {
    if (error instanceof SyncSamError && error.code === 'unknown_customer') return false;
    throw error;
  }
}
