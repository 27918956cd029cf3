import { stageFunction } from './stageFunction';

/** Brings the POS's orders into Firestore, each matched to its customer. */
export const syncOrders = stageFunction('orders');
