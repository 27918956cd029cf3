import { stageFunction } from './stageFunction';

/** Starts a tenant's run, and brings the POS's customers into Firestore. */
export const syncCustomers = stageFunction('customers');
