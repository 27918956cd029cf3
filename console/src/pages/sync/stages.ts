import type { SyncRun } from '../../api/sync';

export type StageName = keyof SyncRun['stages'];

/** The stages of a run, in their order. */
export const STAGE_LABELS: Record<StageName, string> = {
  customers: 'Customers',
  orders: 'Orders',
  spending: 'Spending',
  products: 'Menu',
  status: 'Status',
};

export const STAGE_NAMES = Object.keys(STAGE_LABELS) as StageName[];
