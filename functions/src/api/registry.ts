import type { Callable } from './call/callable';

/**
 * All callables, in the order of `docs/api.md`: the deployed functions, the documents, the contract tests and the console's types come
 * from here. Each is loaded when it is first asked for, because an instance serves one of them.
 */
const modules = {
  listCustomers: () => import('./customers/list/listCustomers'),
  getCustomer: () => import('./customers/getCustomer'),
  listCustomerOrders: () => import('./customers/orders/listCustomerOrders'),
  upsertCustomer: () => import('./customers/edit/upsertCustomer'),
  deleteCustomer: () => import('./customers/edit/deleteCustomer'),
  setCustomerTags: () => import('./customers/edit/setCustomerTags'),
  setCustomerNotes: () => import('./customers/edit/setCustomerNotes'),
  setCustomerConsent: () => import('./customers/consent/setCustomerConsent'),
  importConsent: () => import('./customers/consent/importConsent'),
  exportCustomers: () => import('./customers/export/exportCustomers'),
  eraseCustomer: () => import('./customers/eraseCustomer'),
  listDuplicateCustomers: () => import('./customers/duplicates/listDuplicateCustomers'),
  getSegmentSummary: () => import('./segments/getSegmentSummary'),
  getSegmentOutlook: () => import('./segments/getSegmentOutlook'),
  listSegmentCustomers: () => import('./segments/listSegmentCustomers'),
  listSegmentChanges: () => import('./segments/listSegmentChanges'),
  previewSegmentRules: () => import('./segments/previewSegmentRules'),
  listOverdueCustomers: () => import('./segments/listOverdueCustomers'),
  getMarketingAudience: () => import('./segments/getMarketingAudience'),
  recomputeSegments: () => import('./segments/recomputeSegments'),
  getCustomerSpending: () => import('./spending/getCustomerSpending'),
  getToday: () => import('./today/getToday'),
  listMenuItems: () => import('./menu/listMenuItems'),
  getMenuItem: () => import('./menu/getMenuItem'),
  backfillProductAttributes: () => import('./menu/backfillProductAttributes'),
  listTenants: () => import('./tenants/listTenants'),
  getSyncStatus: () => import('./sync/runs/getSyncStatus'),
  listSyncRuns: () => import('./sync/runs/listSyncRuns'),
  requestSync: () => import('./sync/runs/requestSync'),
  requestBackfill: () => import('./sync/runs/requestBackfill'),
  resyncCustomer: () => import('./sync/runs/resyncCustomer'),
  pauseSync: () => import('./sync/pauseSync'),
  resumeSync: () => import('./sync/resumeSync'),
  listQuarantine: () => import('./sync/listQuarantine'),
  listDeadLetters: () => import('./sync/deadLetters/listDeadLetters'),
  replayDeadLetter: () => import('./sync/deadLetters/replayDeadLetter'),
  discardDeadLetter: () => import('./sync/deadLetters/discardDeadLetter'),
};

type Modules = typeof modules;
type ModuleOf<Name extends CallableName> = Awaited<ReturnType<Modules[Name]>>;

export type CallableName = keyof Modules;

/** Each callable's type. */
export type Callables = {
  [Name in CallableName]: ModuleOf<Name> extends Record<Name, infer Loaded extends Callable> ? Loaded : never;
};

/** The same modules: one that exports no callable of its name is a type error here. */
const loaders: {
  readonly [Name in CallableName]: () => Promise<{ [Own in Name]: Callables[Own] }>;
} = modules;

export const callableNames: readonly CallableName[] = Object.keys(modules).filter(isCallableName);

function isCallableName(name: string): name is CallableName {
  return Object.hasOwn(modules, name);
}

export async function loadCallable<Name extends CallableName>(name: Name): Promise<Callables[Name]> {
  return (await loaders[name]())[name];
}

/** All of them, for documents and tests. */
export function loadCallables(): Promise<Callable[]> {
  return Promise.all(callableNames.map((name) => loadCallable(name)));
}
