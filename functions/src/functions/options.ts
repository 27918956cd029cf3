import type { GlobalOptions } from 'firebase-functions/v2/options';
import { consoleOrigins, region, serviceAccounts } from '../platform/params';
import { STAGE_TIMEOUT_SECONDS } from '../platform/settings';

/** What all functions have in common. Events come from inside Google Cloud; nobody else may call. */
const common = {
  region,
  serviceAccount: serviceAccounts.sync,
  ingressSettings: 'ALLOW_INTERNAL_ONLY',
  labels: { app: 'sync-sam' },
} satisfies GlobalOptions;

/**
 * A stage waits for the POS most of its time, so several tenants share an instance, within its memory (limits.memory). A whole vCPU,
 * because less of one can't be shared, and a bounded number of tenants at a time. docs/performance.md has what other choices cost.
 */
export const stageOptions = {
  ...common,
  retry: true,
  timeoutSeconds: STAGE_TIMEOUT_SECONDS,
  memory: '512MiB',
  cpu: 1,
  concurrency: 4,
  minInstances: 0,
  maxInstances: 10,
} as const;

/** The end of a run is a few operations of Firestore: any number of tenants share an instance. */
export const lastStageOptions = {
  ...stageOptions,
  memory: '256MiB',
  concurrency: 40,
  maxInstances: 5,
} as const;

/** Small work on single documents, many at a time. */
export const eventOptions = {
  ...common,
  retry: true,
  timeoutSeconds: 60,
  memory: '256MiB',
  cpu: 1,
  concurrency: 40,
  minInstances: 0,
  maxInstances: 10,
} as const;

/**
 * Scheduled work: one instance, repeated a few times when it fails. Cloud Scheduler calls from outside the project's network by the
 * address that the Firebase CLI gives it, which internal ingress would refuse: IAM, which lets nobody but the service account in, is the guard.
 */
export const scheduleOptions = {
  ...common,
  ingressSettings: 'ALLOW_ALL',
  timeZone: 'Etc/UTC',
  retryCount: 3,
  timeoutSeconds: STAGE_TIMEOUT_SECONDS,
  memory: '256MiB',
  cpu: 1,
  concurrency: 1,
  minInstances: 0,
  maxInstances: 1,
} as const;

const origins = consoleOrigins();

/** What people call from a browser or a program: open to the internet, guarded by ID tokens and claims. */
export const callableOptions = {
  ...common,
  serviceAccount: serviceAccounts.api,
  ingressSettings: 'ALLOW_ALL',
  // The console calls its own site, which Hosting passes on: that needs no permission for other origins.
  cors: origins.length > 0 ? origins : false,
  timeoutSeconds: 60,
  memory: '512MiB',
  cpu: 1,
  concurrency: 40,
  minInstances: 0,
  maxInstances: 20,
} as const;

/** A callable that asks the POS itself, with a tenant's secrets. */
export const posCallableOptions = { ...callableOptions, serviceAccount: serviceAccounts.sync } as const;

/** What anybody may read, from any site: small answers, nearly always from memory. */
export const publicOptions = {
  ...common,
  serviceAccount: serviceAccounts.menu,
  ingressSettings: 'ALLOW_ALL',
  invoker: 'public',
  cors: '*',
  timeoutSeconds: 30,
  memory: '512MiB',
  cpu: 1,
  concurrency: 80,
  minInstances: 0,
  maxInstances: 10,
} as const;
