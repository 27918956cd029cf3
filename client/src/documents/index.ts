// Made by `npm run api` from functions/src: change it there.

export type * from './timestamp.ts';
export type * from './tenants.ts';
export type * from './customers.ts';
export type * from './orders.ts';
export type * from './customerSpending.ts';
export type * from './segmentChanges.ts';
export type * from './items.ts';
export type * from './syncStatus.ts';
export type * from './syncRuns.ts';
export type * from './syncIndex.ts';
export type * from './syncPreview.ts';
export type * from './syncQuarantine.ts';
export type * from './deadLetters.ts';
